using System.Diagnostics;

namespace BirdeyeDiscovery.Storage;

/// <summary>Represents the result of a commit.</summary>
/// <param name="status">The status.</param>
/// <param name="snapshotId">The id of the stored snapshot, or 0 when nothing is stored.</param>
/// <param name="events">The stored events with their sequence numbers. Empty unless this call committed them.</param>
[DebuggerDisplay("{Status}: cycle {SnapshotId}, {Events.Count} events")]
public sealed class CommitResult(CommitStatus status, long snapshotId, IReadOnlyList<LifecycleEvent> events)
{
    /// <summary>Gets the status.</summary>
    public CommitStatus Status { get; } = status;

    /// <summary>Gets the id of the stored snapshot, or 0 when nothing is stored.</summary>
    public long SnapshotId { get; } = snapshotId;

    /// <summary>Gets the stored events with their sequence numbers. Empty unless this call committed them.</summary>
    public IReadOnlyList<LifecycleEvent> Events { get; } = events;
}
