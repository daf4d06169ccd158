namespace BirdeyeDiscovery.Storage;

/// <summary>Which part of the past a cycle needs.</summary>
/// <param name="PeakSince">From which cycle time on liquidity peaks are looked up, exclusive.</param>
/// <param name="WarmUpDepth">How many good cycles back confirmation streaks are counted; 0 for none.</param>
public sealed record CycleStateQuery(DateTimeOffset PeakSince, int WarmUpDepth)
{
    /// <summary>Gets up to which cycle time liquidity peaks are looked up, inclusive: what a host with a wrong clock wrote of the future is no past.</summary>
    public DateTimeOffset PeakUntil { get; init; } = DateTimeOffset.MaxValue;
}
