namespace BirdeyeDiscovery.Storage;

/// <summary>What became of a commit.</summary>
/// <param name="Status">The status.</param>
/// <param name="SnapshotId">The number of the stored snapshot; 0 when nothing is stored.</param>
/// <param name="Events">The stored events with their sequence numbers; empty unless committed now.</param>
public sealed record CommitResult(CommitStatus Status, long SnapshotId, IReadOnlyList<LifecycleEvent> Events);
