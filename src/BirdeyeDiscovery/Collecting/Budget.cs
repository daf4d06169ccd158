namespace BirdeyeDiscovery;

/// <summary>The waiting times that collecting a cycle's facts may use.</summary>
internal static class Budget
{
    private static readonly TimeSpan MostPerCall = TimeSpan.FromSeconds(10);

    /// <summary>Gets how long the collector may wait in total between the attempts of one call: min(10 s, interval / 5).</summary>
    public static TimeSpan MaxWaitPerCall(TimeSpan interval) => interval / 5 < MostPerCall ? interval / 5 : MostPerCall;

    /// <summary>
    /// Gets the failure that ends the collecting of a cycle whose commit may be rejected, so that more calls would be wasted.
    /// </summary>
    public static SourceFailure LeadershipLost { get; } =
        new() { Kind = SourceFailureKind.CallsEnded, Call = "Cycle", Detail = "leadership is lost or in doubt" };

    /// <summary>
    /// Gets the failure that ends the collecting of a cycle whose host turns out to have a wrong clock; the cycle is not committed.
    /// </summary>
    public static SourceFailure ClockOff { get; } =
        new() { Kind = SourceFailureKind.CallsEnded, Call = "Cycle", Detail = "this host's clock is off" };

    public static SourceFailure Timeout(TimeSpan after) =>
        new() { Kind = SourceFailureKind.Timeout, Call = "Cycle", Detail = $"the cycle's time-out of {after:c} is over" };
}
