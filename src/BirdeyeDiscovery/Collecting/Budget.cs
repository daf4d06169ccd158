namespace BirdeyeDiscovery;

/// <summary>How long a cycle may wait.</summary>
internal static class Budget
{
    private static readonly TimeSpan MostPerCall = TimeSpan.FromSeconds(10);

    /// <summary>The waits between the attempts of one call: min(10 s, interval / 5).</summary>
    public static TimeSpan MaxWaitPerCall(TimeSpan interval) => interval / 5 < MostPerCall ? interval / 5 : MostPerCall;

    /// <summary>What a cycle learns whose commit may be refused: more calls would be for nothing.</summary>
    public static SourceFailure LeadershipLost { get; } = new() { Kind = SourceFailureKind.CallsEnded, Call = "Cycle", Detail = "leadership is lost or in doubt" };

    /// <summary>What a cycle learns whose host turns out to have a wrong clock: it is not committed.</summary>
    public static SourceFailure ClockOff { get; } = new() { Kind = SourceFailureKind.CallsEnded, Call = "Cycle", Detail = "this host's clock is off" };

    public static SourceFailure Timeout(TimeSpan after) =>
        new() { Kind = SourceFailureKind.Timeout, Call = "Cycle", Detail = $"the cycle's time-out of {after:c} is over" };
}
