namespace BirdeyeDiscovery.Storage;

/// <summary>Reads of what was written: why a token was or was not picked. Every method throws <see cref="DiscoveryStoreException"/> when the store does not answer.</summary>
public interface IDiscoveryHistory
{
    /// <summary>Reads the newest snapshots, newest first, in the order of their commits.</summary>
    /// <param name="limit">At most how many, 1 to 10,000.</param>
    /// <param name="cancellationToken">Cancels the call.</param>
    /// <returns>The snapshots.</returns>
    ValueTask<IReadOnlyList<SnapshotRecord>> GetSnapshotsAsync(int limit, CancellationToken cancellationToken = default);

    /// <summary>Reads the snapshot of a cycle time.</summary>
    /// <param name="cycleTimestamp">The time, to the millisecond.</param>
    /// <param name="cancellationToken">Cancels the call.</param>
    /// <returns>The snapshot, or <see langword="null"/>.</returns>
    ValueTask<SnapshotRecord?> FindSnapshotAsync(DateTimeOffset cycleTimestamp, CancellationToken cancellationToken = default);

    /// <summary>Reads the score rows of a snapshot, in the order they were written (best rank first).</summary>
    /// <param name="snapshotId">The snapshot's number.</param>
    /// <param name="cancellationToken">Cancels the call.</param>
    /// <returns>The rows.</returns>
    ValueTask<IReadOnlyList<ScoreRecord>> GetScoresAsync(long snapshotId, CancellationToken cancellationToken = default);

    /// <summary>Reads the rejection rows of a snapshot, in the order they were written.</summary>
    /// <param name="snapshotId">The snapshot's number.</param>
    /// <param name="cancellationToken">Cancels the call.</param>
    /// <returns>The rows.</returns>
    ValueTask<IReadOnlyList<RejectionRecord>> GetRejectionsAsync(long snapshotId, CancellationToken cancellationToken = default);

    /// <summary>Reads the compressed input of a cycle, from which its plan can be made again.</summary>
    /// <param name="snapshotId">The snapshot's number.</param>
    /// <param name="cancellationToken">Cancels the call.</param>
    /// <returns>The block; empty when none was kept. One that builds on another is given out together with it: see <see cref="CycleInputBlock"/>.</returns>
    ValueTask<ReadOnlyMemory<byte>> GetCycleInputAsync(long snapshotId, CancellationToken cancellationToken = default);

    /// <summary>Reads the events after a sequence number, oldest first.</summary>
    /// <param name="afterId">The last number already seen; 0 for all.</param>
    /// <param name="limit">At most how many, 1 to 10,000.</param>
    /// <param name="cancellationToken">Cancels the call.</param>
    /// <returns>The events.</returns>
    ValueTask<IReadOnlyList<LifecycleEvent>> GetEventsAsync(long afterId, int limit, CancellationToken cancellationToken = default);

    /// <summary>Reads the scores of one token over a time span, newest first.</summary>
    /// <param name="address">The mint address.</param>
    /// <param name="from">From this cycle time on, inclusive.</param>
    /// <param name="to">Up to this cycle time, exclusive.</param>
    /// <param name="cancellationToken">Cancels the call.</param>
    /// <returns>The scores with their cycle times.</returns>
    ValueTask<IReadOnlyList<ScoreHistoryEntry>> GetScoreHistoryAsync(string address, DateTimeOffset from, DateTimeOffset to, CancellationToken cancellationToken = default);

    /// <summary>Reads the score that was the newest at a time: what the ledger says of a token as of then.</summary>
    /// <param name="address">The mint address.</param>
    /// <param name="asOf">The time, inclusive.</param>
    /// <param name="cancellationToken">Cancels the call.</param>
    /// <returns>The score with its cycle time, or <see langword="null"/> when it had none.</returns>
    ValueTask<ScoreHistoryEntry?> GetScoreAsOfAsync(string address, DateTimeOffset asOf, CancellationToken cancellationToken = default);

    /// <summary>Reads why one token was not scored over a time span, newest first.</summary>
    /// <param name="address">The mint address.</param>
    /// <param name="from">From this cycle time on, inclusive.</param>
    /// <param name="to">Up to this cycle time, exclusive.</param>
    /// <param name="cancellationToken">Cancels the call.</param>
    /// <returns>The rejections with their cycle times.</returns>
    ValueTask<IReadOnlyList<RejectionHistoryEntry>> GetRejectionHistoryAsync(string address, DateTimeOffset from, DateTimeOffset to, CancellationToken cancellationToken = default);

    /// <summary>Reads what happened to one token over a time span, by cycles and by hand, newest first in the order of the feed.</summary>
    /// <param name="address">The mint address; of a token that migrated, any of its addresses.</param>
    /// <param name="from">From this time on, inclusive.</param>
    /// <param name="to">Up to this time, exclusive.</param>
    /// <param name="cancellationToken">Cancels the call.</param>
    /// <returns>The events.</returns>
    ValueTask<IReadOnlyList<LifecycleEvent>> GetEventHistoryAsync(string address, DateTimeOffset from, DateTimeOffset to, CancellationToken cancellationToken = default);

    /// <summary>Reads the events that one cycle wrote, in order.</summary>
    /// <param name="snapshotId">The snapshot's number.</param>
    /// <param name="cancellationToken">Cancels the call.</param>
    /// <returns>The events.</returns>
    ValueTask<IReadOnlyList<LifecycleEvent>> GetEventsOfCycleAsync(long snapshotId, CancellationToken cancellationToken = default);
}
