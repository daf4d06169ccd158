namespace BirdeyeDiscovery.Ledger;

/// <summary>The stored rows of a past cycle in the ledger, with its input if that is stored.</summary>
internal sealed record CycleRows(
    SnapshotRecord Snapshot,
    IReadOnlyList<ScoreRecord> Scores,
    IReadOnlyList<RejectionRecord> Rejections,
    IReadOnlyList<LifecycleEvent> Events,
    PastCycle? Cycle);
