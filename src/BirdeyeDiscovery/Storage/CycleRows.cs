namespace BirdeyeDiscovery;

/// <summary>Groups rows of several cycles by their snapshots.</summary>
internal static class CycleRows
{
    /// <summary>The largest number of cycles that one call returns.</summary>
    public const int MaxCycles = 1000;

    public static void CheckLimit(int limit)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(limit, 1);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(limit, MaxCycles);
    }

    public static IReadOnlyList<StoredCycle> Join(
        IReadOnlyList<SnapshotRecord> snapshots,
        IReadOnlyList<KeyValuePair<long, ScoreRecord>> scores,
        IReadOnlyList<KeyValuePair<long, RejectionRecord>> rejections)
    {
        var scoresById = scores.ToLookup(static row => row.Key, static row => row.Value);
        var rejectionsById = rejections.ToLookup(static row => row.Key, static row => row.Value);
        return
        [
            .. snapshots.Select(snapshot => new StoredCycle(snapshot, [.. scoresById[snapshot.Id]], [.. rejectionsById[snapshot.Id]])),
        ];
    }

    /// <summary>Reads cycles from a history that has no query for them.</summary>
    /// <exception cref="NotSupportedException">There are more cycles since the start than the history returns.</exception>
    public static async ValueTask<IReadOnlyList<StoredCycle>> FromNewestAsync(
        IDiscoveryHistory history, DateTimeOffset from, DateTimeOffset to, int limit, CancellationToken cancellationToken)
    {
        const int most = 10_000;
        CheckLimit(limit);
        var newest = await history.GetSnapshotsAsync(most, cancellationToken).ConfigureAwait(false);
        if (newest.Count == most && newest.Min(static row => row.CycleTimestamp) > from)
        {
            throw new NotSupportedException(
                $"The store {history.GetType().Name} reads only its newest {most:N0} cycles, which do not reach back to {from:u}. "
                + $"Read a shorter period, or implement {nameof(IDiscoveryHistory.GetCyclesAsync)} in the store.");
        }

        var cycles = new List<StoredCycle>();
        foreach (var snapshot in newest
            .Where(row => row.CycleTimestamp >= from && row.CycleTimestamp < to)
            .OrderBy(static row => row.CycleTimestamp)
            .Take(limit))
        {
            cycles.Add(new StoredCycle(
                snapshot,
                await history.GetScoresAsync(snapshot.Id, cancellationToken).ConfigureAwait(false),
                await history.GetRejectionsAsync(snapshot.Id, cancellationToken).ConfigureAwait(false)));
        }

        return cycles;
    }
}
