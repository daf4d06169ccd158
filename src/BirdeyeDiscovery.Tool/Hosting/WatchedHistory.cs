namespace BirdeyeDiscovery.Tool;

/// <summary>
/// The history of the tool's host: it forwards to another history and reports each cycle whose rows are read, so that long work can show
/// its progress.
/// </summary>
internal sealed class WatchedHistory(IDiscoveryHistory inner) : IDiscoveryHistory
{
    private volatile IReadOnlyList<SnapshotRecord> _page = [];

    /// <summary>Gets the history to which this one forwards.</summary>
    public IDiscoveryHistory Inner => inner;

    /// <summary>Gets or sets the callback of the tool's host that is told the time of each cycle whose rows are read.</summary>
    public Action<DateTimeOffset>? CycleRead { get; set; }

    public ValueTask<IReadOnlyList<SnapshotRecord>> GetSnapshotsAsync(int limit, CancellationToken cancellationToken = default) =>
        inner.GetSnapshotsAsync(limit, cancellationToken);

    public ValueTask<SnapshotRecord?> FindSnapshotAsync(DateTimeOffset cycleTimestamp, CancellationToken cancellationToken = default) =>
        inner.FindSnapshotAsync(cycleTimestamp, cancellationToken);

    public ValueTask<SnapshotRecord?> FindSnapshotAsOfAsync(DateTimeOffset asOf, CancellationToken cancellationToken = default) =>
        inner.FindSnapshotAsOfAsync(asOf, cancellationToken);

    public async ValueTask<IReadOnlyList<SnapshotRecord>> GetSnapshotsAfterAsync(
        long afterId, int limit, CancellationToken cancellationToken = default) =>
        _page = await inner.GetSnapshotsAfterAsync(afterId, limit, cancellationToken);

    public ValueTask<IReadOnlyList<SnapshotRecord>> GetNewestOfEachOptionsHashAsync(CancellationToken cancellationToken = default) =>
        inner.GetNewestOfEachOptionsHashAsync(cancellationToken);

    public async ValueTask<IReadOnlyList<StoredCycle>> GetCyclesAsync(
        DateTimeOffset from, DateTimeOffset to, int limit, CancellationToken cancellationToken = default)
    {
        var cycles = await inner.GetCyclesAsync(from, to, limit, cancellationToken);
        if (cycles.Count > 0)
        {
            CycleRead?.Invoke(cycles[^1].Snapshot.CycleTimestamp);
        }

        return cycles;
    }

    public ValueTask<IReadOnlyList<ScoreRecord>> GetScoresAsync(long snapshotId, CancellationToken cancellationToken = default)
    {
        Tell(snapshotId);
        return inner.GetScoresAsync(snapshotId, cancellationToken);
    }

    public ValueTask<IReadOnlyList<RejectionRecord>> GetRejectionsAsync(long snapshotId, CancellationToken cancellationToken = default) =>
        inner.GetRejectionsAsync(snapshotId, cancellationToken);

    public ValueTask<ReadOnlyMemory<byte>> GetCycleInputAsync(long snapshotId, CancellationToken cancellationToken = default)
    {
        Tell(snapshotId);
        return inner.GetCycleInputAsync(snapshotId, cancellationToken);
    }

    public ValueTask<IReadOnlyList<LifecycleEvent>> GetEventsAsync(
        long afterId, int limit, CancellationToken cancellationToken = default) =>
        inner.GetEventsAsync(afterId, limit, cancellationToken);

    public ValueTask<IReadOnlyList<ScoreHistoryEntry>> GetScoreHistoryAsync(
        string address, DateTimeOffset from, DateTimeOffset to, CancellationToken cancellationToken = default) =>
        inner.GetScoreHistoryAsync(address, from, to, cancellationToken);

    public ValueTask<ScoreHistoryEntry?> GetScoreAsOfAsync(
        string address, DateTimeOffset asOf, CancellationToken cancellationToken = default) =>
        inner.GetScoreAsOfAsync(address, asOf, cancellationToken);

    public ValueTask<IReadOnlyList<RejectionHistoryEntry>> GetRejectionHistoryAsync(
        string address, DateTimeOffset from, DateTimeOffset to, CancellationToken cancellationToken = default) =>
        inner.GetRejectionHistoryAsync(address, from, to, cancellationToken);

    public ValueTask<IReadOnlyList<LifecycleEvent>> GetEventHistoryAsync(
        string address, DateTimeOffset from, DateTimeOffset to, CancellationToken cancellationToken = default) =>
        inner.GetEventHistoryAsync(address, from, to, cancellationToken);

    public ValueTask<IReadOnlyList<LifecycleEvent>> GetEventsOfCycleAsync(long snapshotId, CancellationToken cancellationToken = default) =>
        inner.GetEventsOfCycleAsync(snapshotId, cancellationToken);

    // The tool reads cycles in pages, and then the rows of each. Only a cycle of the page that was read last moves the progress on.
    private void Tell(long snapshotId)
    {
        if (CycleRead is not { } told)
        {
            return;
        }

        var page = _page;
        var (low, high) = (0, page.Count - 1);
        while (low <= high)
        {
            var middle = (low + high) / 2;
            if (page[middle].Id == snapshotId)
            {
                told(page[middle].CycleTimestamp);
                return;
            }

            (low, high) = page[middle].Id < snapshotId ? (middle + 1, high) : (low, middle - 1);
        }
    }
}
