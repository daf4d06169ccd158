namespace BirdeyeDiscovery.Ledger;

/// <summary>A history for a replay that ends with a cycle: what was written later is not there.</summary>
internal sealed class HistoryUntil(IDiscoveryHistory history, SnapshotRecord cut) : IDiscoveryHistory
{
    public async ValueTask<IReadOnlyList<SnapshotRecord>> GetSnapshotsAsync(int limit, CancellationToken cancellationToken = default)
    {
        var all = await history.GetSnapshotsAsync(SnapshotPages.Most, cancellationToken).ConfigureAwait(false);
        return [.. all.Where(Contains).Take(limit)];
    }

    public async ValueTask<SnapshotRecord?> FindSnapshotAsync(
        DateTimeOffset cycleTimestamp, CancellationToken cancellationToken = default) =>
        Within(await history.FindSnapshotAsync(cycleTimestamp, cancellationToken).ConfigureAwait(false));

    public async ValueTask<SnapshotRecord?> FindSnapshotAsOfAsync(DateTimeOffset asOf, CancellationToken cancellationToken = default)
    {
        var time = asOf < cut.CycleTimestamp ? asOf : cut.CycleTimestamp;
        return Within(await history.FindSnapshotAsOfAsync(time, cancellationToken).ConfigureAwait(false));
    }

    public async ValueTask<IReadOnlyList<SnapshotRecord>> GetSnapshotsAfterAsync(
        long afterId, int limit, CancellationToken cancellationToken = default) =>
        [.. (await history.GetSnapshotsAfterAsync(afterId, limit, cancellationToken).ConfigureAwait(false)).Where(Contains)];

    public async ValueTask<IReadOnlyList<ScoreRecord>> GetScoresAsync(long snapshotId, CancellationToken cancellationToken = default) =>
        snapshotId > cut.Id ? [] : await history.GetScoresAsync(snapshotId, cancellationToken).ConfigureAwait(false);

    public async ValueTask<IReadOnlyList<RejectionRecord>> GetRejectionsAsync(
        long snapshotId, CancellationToken cancellationToken = default) =>
        snapshotId > cut.Id ? [] : await history.GetRejectionsAsync(snapshotId, cancellationToken).ConfigureAwait(false);

    public async ValueTask<ReadOnlyMemory<byte>> GetCycleInputAsync(long snapshotId, CancellationToken cancellationToken = default) =>
        snapshotId > cut.Id ? default : await history.GetCycleInputAsync(snapshotId, cancellationToken).ConfigureAwait(false);

    public async ValueTask<IReadOnlyList<LifecycleEvent>> GetEventsAsync(
        long afterId, int limit, CancellationToken cancellationToken = default) =>
        [.. (await history.GetEventsAsync(afterId, limit, cancellationToken).ConfigureAwait(false)).TakeWhile(Contains)];

    public async ValueTask<IReadOnlyList<ScoreHistoryEntry>> GetScoreHistoryAsync(
        string address, DateTimeOffset from, DateTimeOffset to, CancellationToken cancellationToken = default) =>
        await history.GetScoreHistoryAsync(address, from, Until(to), cancellationToken).ConfigureAwait(false);

    public async ValueTask<ScoreHistoryEntry?> GetScoreAsOfAsync(
        string address, DateTimeOffset asOf, CancellationToken cancellationToken = default) =>
        await history.GetScoreAsOfAsync(address, asOf < cut.CycleTimestamp ? asOf : cut.CycleTimestamp, cancellationToken)
            .ConfigureAwait(false);

    public async ValueTask<IReadOnlyList<RejectionHistoryEntry>> GetRejectionHistoryAsync(
        string address, DateTimeOffset from, DateTimeOffset to, CancellationToken cancellationToken = default) =>
        await history.GetRejectionHistoryAsync(address, from, Until(to), cancellationToken).ConfigureAwait(false);

    public async ValueTask<IReadOnlyList<LifecycleEvent>> GetEventHistoryAsync(
        string address, DateTimeOffset from, DateTimeOffset to, CancellationToken cancellationToken = default) =>
        [.. (await history.GetEventHistoryAsync(address, from, Until(to), cancellationToken).ConfigureAwait(false)).Where(Contains)];

    public async ValueTask<IReadOnlyList<LifecycleEvent>> GetEventsOfCycleAsync(
        long snapshotId, CancellationToken cancellationToken = default) =>
        snapshotId > cut.Id ? [] : await history.GetEventsOfCycleAsync(snapshotId, cancellationToken).ConfigureAwait(false);

    private SnapshotRecord? Within(SnapshotRecord? snapshot) => snapshot is not null && Contains(snapshot) ? snapshot : null;

    private DateTimeOffset Until(DateTimeOffset to)
    {
        var end = cut.CycleTimestamp.AddTicks(1);
        return to < end ? to : end;
    }

    private bool Contains(SnapshotRecord snapshot) => snapshot.Id <= cut.Id;

    private bool Contains(LifecycleEvent row) => row.SnapshotId is { } id ? id <= cut.Id : row.CreatedAt <= cut.CycleTimestamp;
}
