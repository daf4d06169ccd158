namespace BirdeyeDiscovery.Storage;

/// <summary>Specifies which part of the history a cycle needs.</summary>
/// <param name="peakSince">The cycle time after which liquidity peaks are looked up, exclusive.</param>
/// <param name="warmUpDepth">The number of good cycles over which confirmation streaks are counted; 0 for none.</param>
public sealed class CycleStateQuery(DateTimeOffset peakSince, int warmUpDepth)
{
    /// <summary>Gets the cycle time after which liquidity peaks are looked up, exclusive.</summary>
    public DateTimeOffset PeakSince { get; } = peakSince;

    /// <summary>Gets the number of good cycles over which confirmation streaks are counted; 0 for none.</summary>
    public int WarmUpDepth { get; } = warmUpDepth;

    /// <summary>
    /// Gets the cycle time up to which liquidity peaks are looked up, inclusive. It excludes cycles that a host with a wrong clock wrote in
    /// the future.
    /// </summary>
    public DateTimeOffset PeakUntil { get; init; } = DateTimeOffset.MaxValue;
}
