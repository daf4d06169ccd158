namespace BirdeyeDiscovery;

/// <summary>Groups database rows of several cycles by their snapshots.</summary>
internal static class CycleRows
{
    /// <summary>The largest number of cycles whose rows one call returns.</summary>
    public const int MaxCycles = 1000;

    /// <summary>The largest number of rows of one table, such as snapshots, that a call to either store returns.</summary>
    public const int MaxRows = 10_000;

    public static void CheckLimit(int limit, int most)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(limit, 1);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(limit, most);
    }

    public static IReadOnlyList<StoredCycle> Join(
        IReadOnlyList<SnapshotRecord> snapshots,
        IReadOnlyList<KeyValuePair<long, ScoreRecord>> scores,
        IReadOnlyList<KeyValuePair<long, RejectionRecord>> rejections,
        IReadOnlyList<KeyValuePair<long, ShadowScoreRecord>> shadows)
    {
        var scoresById = scores.ToLookup(static row => row.Key, static row => row.Value);
        var rejectionsById = rejections.ToLookup(static row => row.Key, static row => row.Value);
        var shadowsById = shadows.ToLookup(static row => row.Key, static row => row.Value);
        return
        [
            .. snapshots.Select(snapshot => new StoredCycle(snapshot, [.. scoresById[snapshot.Id]], [.. rejectionsById[snapshot.Id]])
            {
                // The rows of both stores are sorted here, because PostgreSQL and SQLite compare texts differently.
                ShadowScores =
                [
                    .. shadowsById[snapshot.Id]
                        .OrderBy(static row => row.Scorer, StringComparer.Ordinal)
                        .ThenBy(static row => row.TokenAddress, StringComparer.Ordinal),
                ],
            }),
        ];
    }
}
