namespace BirdeyeDiscovery;

/// <summary>
/// The meaning of the statuses of tracked tokens: a removed token no longer counts as tracked, and is treated like a new one when it
/// appears again.
/// </summary>
internal static class Tracking
{
    public static bool IsTracked(this TrackedToken? token) => token is { Status: not TokenStatus.Removed };

    /// <summary>Gets whether a tracked token is exempt: the engine never gates, pauses or removes it.</summary>
    public static bool IsExempt(this TrackedToken? token) => token is { IsPermanent: true } && token.IsTracked();
}
