namespace BirdeyeDiscovery.Ledger;

/// <summary>The stored rows of a cycle, with its input if that is stored.</summary>
internal sealed record CycleRows(
    SnapshotRecord Snapshot,
    IReadOnlyList<ScoreRecord> Scores,
    IReadOnlyList<RejectionRecord> Rejections,
    IReadOnlyList<LifecycleEvent> Events,
    PastCycle? Cycle);
