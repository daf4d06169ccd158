namespace BirdeyeDiscovery;

/// <summary>The meaning of a token's status for the rules. A removed token that appears again is treated like a new one.</summary>
internal static class Tracking
{
    public static bool IsTracked(this TrackedToken? token) => token is { Status: not TokenStatus.Removed };

    /// <summary>Gets whether a tracked token is exempt: the engine never gates, pauses or removes it.</summary>
    public static bool IsExempt(this TrackedToken? token) => token is { IsPermanent: true } && token.IsTracked();
}
