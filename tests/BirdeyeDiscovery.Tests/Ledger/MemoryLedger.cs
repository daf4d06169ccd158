namespace BirdeyeDiscovery.Tests.Ledger;

/// <summary>A history in memory, with the order and the limits of a store.</summary>
internal sealed class MemoryLedger : IDiscoveryHistory
{
    private readonly List<(SnapshotRecord Snapshot, CyclePlan Plan)> _cycles = [];
    private readonly List<LifecycleEvent> _events = [];

    public void Add(CyclePlan plan, ReadOnlyMemory<byte> input)
    {
        var snapshot = plan.Snapshot with { Id = _cycles.Count + 1 };
        _cycles.Add((snapshot, plan with { Snapshot = snapshot, Input = input }));
        foreach (var row in plan.Events)
        {
            Add(row with { SnapshotId = snapshot.Id });
        }
    }

    public void Add(LifecycleEvent row) => _events.Add(row with { Id = _events.Count + 1 });

    /// <summary>Replaces the rows of a cycle, as somebody does who changes the database.</summary>
    public void Change(int cycle, Func<CyclePlan, CyclePlan> change) =>
        _cycles[cycle] = (_cycles[cycle].Snapshot, change(_cycles[cycle].Plan));

    public ValueTask<IReadOnlyList<SnapshotRecord>> GetSnapshotsAsync(int limit, CancellationToken cancellationToken = default) =>
        new([.. Enumerable.Reverse(_cycles).Take(limit).Select(static cycle => cycle.Snapshot)]);

    public ValueTask<SnapshotRecord?> FindSnapshotAsync(DateTimeOffset cycleTimestamp, CancellationToken cancellationToken = default) =>
        new(_cycles.Select(static cycle => cycle.Snapshot).FirstOrDefault(snapshot => snapshot.CycleTimestamp == cycleTimestamp));

    public ValueTask<IReadOnlyList<ScoreRecord>> GetScoresAsync(long snapshotId, CancellationToken cancellationToken = default) =>
        new(_cycles[(int)snapshotId - 1].Plan.Scores);

    public ValueTask<IReadOnlyList<RejectionRecord>> GetRejectionsAsync(long snapshotId, CancellationToken cancellationToken = default) =>
        new(_cycles[(int)snapshotId - 1].Plan.Rejections);

    public ValueTask<ReadOnlyMemory<byte>> GetCycleInputAsync(long snapshotId, CancellationToken cancellationToken = default) =>
        new(_cycles[(int)snapshotId - 1].Plan.Input);

    public ValueTask<IReadOnlyList<LifecycleEvent>> GetEventsAsync(long afterId, int limit, CancellationToken cancellationToken = default) =>
        new([.. _events.Where(row => row.Id > afterId).Take(limit)]);

    public ValueTask<IReadOnlyList<ScoreHistoryEntry>> GetScoreHistoryAsync(
        string address, DateTimeOffset from, DateTimeOffset to, CancellationToken cancellationToken = default) =>
        new([.. Scores(address).Where(entry => entry.CycleTimestamp >= from && entry.CycleTimestamp < to)]);

    public ValueTask<ScoreHistoryEntry?> GetScoreAsOfAsync(string address, DateTimeOffset asOf, CancellationToken cancellationToken = default) =>
        new(Scores(address).FirstOrDefault(entry => entry.CycleTimestamp <= asOf));

    public ValueTask<IReadOnlyList<RejectionHistoryEntry>> GetRejectionHistoryAsync(
        string address, DateTimeOffset from, DateTimeOffset to, CancellationToken cancellationToken = default) =>
        new([.. Enumerable.Reverse(_cycles)
            .Where(cycle => cycle.Snapshot.CycleTimestamp >= from && cycle.Snapshot.CycleTimestamp < to)
            .SelectMany(cycle => cycle.Plan.Rejections.Where(row => row.TokenAddress == address).Select(row => new RejectionHistoryEntry(cycle.Snapshot.CycleTimestamp, row)))]);

    public ValueTask<IReadOnlyList<LifecycleEvent>> GetEventHistoryAsync(
        string address, DateTimeOffset from, DateTimeOffset to, CancellationToken cancellationToken = default) =>
        new([.. Enumerable.Reverse(_events).Where(row => row.TokenAddress == address && row.CreatedAt >= from && row.CreatedAt < to)]);

    public ValueTask<IReadOnlyList<LifecycleEvent>> GetEventsOfCycleAsync(long snapshotId, CancellationToken cancellationToken = default) =>
        new([.. _events.Where(row => row.SnapshotId == snapshotId)]);

    private IEnumerable<ScoreHistoryEntry> Scores(string address) => Enumerable.Reverse(_cycles)
        .SelectMany(cycle => cycle.Plan.Scores.Where(row => row.TokenAddress == address).Select(row => new ScoreHistoryEntry(cycle.Snapshot.CycleTimestamp, row)));
}
