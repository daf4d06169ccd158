namespace BirdeyeDiscovery.Outside.Tests;

/// <summary>Reads what cycles wrote.</summary>
internal sealed class MemoryHistory(MemoryDatabase database) : IDiscoveryHistory
{
    public ValueTask<IReadOnlyList<SnapshotRecord>> GetSnapshotsAsync(int limit, CancellationToken cancellationToken = default)
    {
        CheckLimit(limit);
        return ListAsync(tables => tables.Snapshots.Reverse().Take(limit), cancellationToken);
    }

    public ValueTask<SnapshotRecord?> FindSnapshotAsync(DateTimeOffset cycleTimestamp, CancellationToken cancellationToken = default) =>
        database.ReadAsync(
            tables => tables.Snapshots.Find(snapshot => snapshot.CycleTimestamp == MemoryTables.ToStored(cycleTimestamp)),
                cancellationToken);

    public ValueTask<IReadOnlyList<ScoreRecord>> GetScoresAsync(long snapshotId, CancellationToken cancellationToken = default) =>
        ListAsync(tables => tables.Scores.Where(row => row.SnapshotId == snapshotId).Select(static row => row.Value), cancellationToken);

    public ValueTask<IReadOnlyList<RejectionRecord>> GetRejectionsAsync(long snapshotId, CancellationToken cancellationToken = default) =>
        ListAsync(tables => tables.Rejections.Where(row => row.SnapshotId == snapshotId)
            .Select(static row => row.Value), cancellationToken);

    public ValueTask<IReadOnlyList<StoredCycle>> GetCyclesAsync(
        DateTimeOffset from, DateTimeOffset to, int limit, CancellationToken cancellationToken = default)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(limit, 1);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(limit, 1000);
        return ListAsync(
            tables => tables.Snapshots
                .Where(snapshot => snapshot.CycleTimestamp >= from && snapshot.CycleTimestamp < to)
                .OrderBy(static snapshot => snapshot.CycleTimestamp)
                .Take(limit)
                .Select(snapshot => new StoredCycle(snapshot, Of(tables.Scores, snapshot.Id), Of(tables.Rejections, snapshot.Id))
                {
                    ShadowScores =
                    [
                        .. Of(tables.Shadows, snapshot.Id)
                            .OrderBy(static row => row.Scorer, StringComparer.Ordinal)
                            .ThenBy(static row => row.TokenAddress, StringComparer.Ordinal),
                    ],
                }),
            cancellationToken);
    }

    public ValueTask<ReadOnlyMemory<byte>> GetCycleInputAsync(long snapshotId, CancellationToken cancellationToken = default) =>
        database.ReadAsync(
        tables =>
        {
            var block = tables.Inputs.Find(row => row.SnapshotId == snapshotId)?.Value ?? default;
            return CycleInputBlock.BaseOf(block) is { } time
                ? CycleInputBlock.Join(block, tables.Inputs.Find(row => row.Time == time)?.Value ?? default)
                : block;
        },
        cancellationToken);

    public ValueTask<IReadOnlyList<LifecycleEvent>> GetEventsAsync(long afterId, int limit, CancellationToken cancellationToken = default)
    {
        CheckLimit(limit);
        return ListAsync(tables => tables.Events.Where(item => item.Id > afterId).Take(limit), cancellationToken);
    }

    public ValueTask<IReadOnlyList<ScoreHistoryEntry>> GetScoreHistoryAsync(
        string address, DateTimeOffset from, DateTimeOffset to, CancellationToken cancellationToken = default) => ListAsync(
        tables => ScoresOf(tables, address).Where(row => row.Time >= from && row.Time < to)
            .Select(static row => new ScoreHistoryEntry(row.Time, row.Value)),
        cancellationToken);

    public ValueTask<ScoreHistoryEntry?> GetScoreAsOfAsync(
        string address, DateTimeOffset asOf, CancellationToken cancellationToken = default) =>
        database.ReadAsync(
            tables => ScoresOf(tables, address).FirstOrDefault(row => row.Time <= asOf) is { } row
                ? new ScoreHistoryEntry(row.Time, row.Value) : null,
            cancellationToken);

    public ValueTask<IReadOnlyList<RejectionHistoryEntry>> GetRejectionHistoryAsync(
        string address, DateTimeOffset from, DateTimeOffset to, CancellationToken cancellationToken = default) => ListAsync(
        tables => Newest(tables.Rejections, tables.AddressesOf(address), static rejection => rejection.TokenAddress)
            .Where(row => row.Time >= from && row.Time < to)
            .Select(static row => new RejectionHistoryEntry(row.Time, row.Value)),
        cancellationToken);

    public ValueTask<IReadOnlyList<LifecycleEvent>> GetEventHistoryAsync(
        string address, DateTimeOffset from, DateTimeOffset to, CancellationToken cancellationToken = default) => ListAsync(
        tables =>
        {
            var addresses = tables.AddressesOf(address);
            return tables.Events.Reverse()
                .Where(item => addresses.Contains(item.TokenAddress) && item.CreatedAt >= from && item.CreatedAt < to);
        },
        cancellationToken);

    public ValueTask<IReadOnlyList<LifecycleEvent>> GetEventsOfCycleAsync(long snapshotId, CancellationToken cancellationToken = default) =>
        ListAsync(tables => tables.Events.Where(item => item.SnapshotId == snapshotId), cancellationToken);

    internal static IEnumerable<MemoryHistoryRow<ScoreRecord>> ScoresOf(MemoryTables tables, string address) =>
        Newest(tables.Scores, tables.AddressesOf(address), static score => score.TokenAddress);

    private static IEnumerable<MemoryHistoryRow<T>> Newest<T>(
        IEnumerable<MemoryHistoryRow<T>> rows, HashSet<string> addresses, Func<T, string> address) =>
        rows.Reverse().Where(row => addresses.Contains(address(row.Value))).OrderByDescending(static row => row.Time);

    private static List<T> Of<T>(IEnumerable<MemoryHistoryRow<T>> rows, long snapshotId) =>
        [.. rows.Where(row => row.SnapshotId == snapshotId).Select(static row => row.Value)];

    private ValueTask<IReadOnlyList<T>> ListAsync<T>(Func<MemoryTables, IEnumerable<T>> read, CancellationToken cancellationToken) =>
        database.ReadAsync<IReadOnlyList<T>>(tables => [.. read(tables)], cancellationToken);

    private static void CheckLimit(int limit)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(limit, 1);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(limit, 10_000);
    }
}
