namespace BirdeyeDiscovery;

/// <summary>What the status of a token means for the rules. A removed token that shows up again is judged like one never seen.</summary>
internal static class Tracking
{
    public static bool IsTracked(this TrackedToken? token) => token is { Status: not TokenStatus.Removed };

    /// <summary>Tells whether a token is never gated, paused or removed by the engine.</summary>
    public static bool IsExempt(this TrackedToken? token) => token is { IsPermanent: true } && token.IsTracked();
}
