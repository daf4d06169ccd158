namespace BirdeyeDiscovery.Storage;

/// <summary>Represents the result of a commit.</summary>
/// <param name="Status">The status.</param>
/// <param name="SnapshotId">The id of the stored snapshot, or 0 when nothing is stored.</param>
/// <param name="Events">The stored events with their sequence numbers. Empty unless this call committed them.</param>
public sealed record CommitResult(CommitStatus Status, long SnapshotId, IReadOnlyList<LifecycleEvent> Events);
