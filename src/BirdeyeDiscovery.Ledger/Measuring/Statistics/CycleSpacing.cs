namespace BirdeyeDiscovery.Ledger;

/// <summary>Estimates the spacing of cycles from the first ones, because the statistics need it before anything is measured.</summary>
internal static class CycleSpacing
{
    /// <summary>The number of cycles whose times give the spacing.</summary>
    public const int Cycles = 100;

    /// <summary>Gets the median spacing of cycles for the statistics, or null for fewer than two cycles.</summary>
    /// <param name="times">The times in ticks, in order.</param>
    public static TimeSpan? Of(IReadOnlyList<long> times)
    {
        if (times.Count < 2)
        {
            return null;
        }

        var gaps = new long[times.Count - 1];
        for (var index = 0; index < gaps.Length; index++)
        {
            gaps[index] = times[index + 1] - times[index];
        }

        Array.Sort(gaps);
        return TimeSpan.FromTicks(gaps[gaps.Length / 2]);
    }

    /// <summary>Reads the usual time between cycles, which a measurement needs, from the first cycles of its period.</summary>
    public static async Task<TimeSpan?> ReadAsync(IDiscoveryHistory history, DateTimeOffset from, CancellationToken cancellationToken)
    {
        var before = await history.FindSnapshotAsOfAsync(from, cancellationToken).ConfigureAwait(false);
        var first = await history.GetSnapshotsAfterAsync(before?.Id ?? 0, Cycles, cancellationToken).ConfigureAwait(false);
        return Of([.. first.Select(static snapshot => snapshot.CycleTimestamp.UtcTicks)]);
    }
}
