namespace BirdeyeDiscovery;

/// <summary>The meaning of a token's status for the rules. A removed token that appears again is treated like a new one.</summary>
internal static class Tracking
{
    public static bool IsTracked(this TrackedToken? token) => token is { Status: not TokenStatus.Removed };

    /// <summary>Gets whether the engine never gates, pauses or removes a token.</summary>
    public static bool IsExempt(this TrackedToken? token) => token is { IsPermanent: true } && token.IsTracked();
}
