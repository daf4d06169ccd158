namespace BirdeyeDiscovery.Storage;

/// <summary>
/// Reads the stored history: why a token was selected or not. Every method throws <see cref="DiscoveryStoreException"/> when the store does
/// not answer.
/// </summary>
public interface IDiscoveryHistory
{
    /// <summary>Reads the newest snapshots, newest first, in the order of their commits.</summary>
    /// <param name="limit">The maximum number of snapshots, 1 to 10,000.</param>
    /// <param name="cancellationToken">Cancels the call.</param>
    /// <returns>The snapshots.</returns>
    ValueTask<IReadOnlyList<SnapshotRecord>> GetSnapshotsAsync(int limit, CancellationToken cancellationToken = default);

    /// <summary>Reads the snapshot of a cycle time.</summary>
    /// <param name="cycleTimestamp">The time, to the millisecond.</param>
    /// <param name="cancellationToken">Cancels the call.</param>
    /// <returns>The snapshot, or <see langword="null"/>.</returns>
    ValueTask<SnapshotRecord?> FindSnapshotAsync(DateTimeOffset cycleTimestamp, CancellationToken cancellationToken = default);

    /// <summary>Reads the snapshot of the last cycle up to a time.</summary>
    /// <param name="asOf">The time, inclusive.</param>
    /// <param name="cancellationToken">Cancels the call.</param>
    /// <returns>The snapshot with the latest cycle time up to the given one, or <see langword="null"/> when there is none.</returns>
    /// <remarks>The default looks at the newest 10,000 snapshots only.</remarks>
    async ValueTask<SnapshotRecord?> FindSnapshotAsOfAsync(DateTimeOffset asOf, CancellationToken cancellationToken = default) =>
        (await GetSnapshotsAsync(SnapshotPages.Most, cancellationToken).ConfigureAwait(false))
            .Where(snapshot => snapshot.CycleTimestamp <= asOf)
            .MaxBy(static snapshot => snapshot.CycleTimestamp);

    /// <summary>Reads the snapshots after an id, oldest first, in the order of their commits.</summary>
    /// <param name="afterId">The last id that was already read; 0 for all.</param>
    /// <param name="limit">The maximum number of snapshots, 1 to 10,000.</param>
    /// <param name="cancellationToken">Cancels the call.</param>
    /// <returns>The snapshots.</returns>
    /// <remarks>The default looks at the newest 10,000 snapshots only.</remarks>
    async ValueTask<IReadOnlyList<SnapshotRecord>> GetSnapshotsAfterAsync(
        long afterId, int limit, CancellationToken cancellationToken = default)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(limit, 1);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(limit, SnapshotPages.Most);
        var newest = await GetSnapshotsAsync(SnapshotPages.Most, cancellationToken).ConfigureAwait(false);
        return [.. newest.Where(snapshot => snapshot.Id > afterId).OrderBy(static snapshot => snapshot.Id).Take(limit)];
    }

    /// <summary>
    /// Reads the newest snapshot of each options hash, newest first. The hash covers every option that decides a cycle, such as the chain.
    /// </summary>
    /// <param name="cancellationToken">Cancels the call.</param>
    /// <returns>The snapshots, one for each hash.</returns>
    /// <remarks>The default looks at the newest 10,000 snapshots only.</remarks>
    async ValueTask<IReadOnlyList<SnapshotRecord>> GetNewestOfEachOptionsHashAsync(CancellationToken cancellationToken = default) =>
        [.. (await GetSnapshotsAsync(SnapshotPages.Most, cancellationToken).ConfigureAwait(false))
            .DistinctBy(static snapshot => snapshot.OptionsHash, StringComparer.Ordinal)];

    /// <summary>
    /// Reads the cycles of a period with their score rows, rejection rows and shadow scores, in the order of their times.
    /// </summary>
    /// <remarks>
    /// To read on, pass the time of the last cycle plus a millisecond as <paramref name="from"/>. A store that does not implement this
    /// reads its newest 10,000 cycles one by one, and returns no shadow scores.
    /// </remarks>
    /// <param name="from">The start of the period by cycle time, inclusive.</param>
    /// <param name="to">The end of the period by cycle time, exclusive.</param>
    /// <param name="limit">The maximum number of cycles, 1 to 1,000.</param>
    /// <param name="cancellationToken">Cancels the call.</param>
    /// <returns>The cycles, failed ones included; fewer than <paramref name="limit"/> when the period has no more.</returns>
    /// <exception cref="NotSupportedException">The store does not implement this, and has more cycles since the start.</exception>
    ValueTask<IReadOnlyList<StoredCycle>> GetCyclesAsync(
        DateTimeOffset from, DateTimeOffset to, int limit, CancellationToken cancellationToken = default) =>
        NewestCycles.ReadAsync(this, from, to, limit, cancellationToken);

    /// <summary>Reads the score rows of a snapshot in the order in which they were written (best rank first).</summary>
    /// <param name="snapshotId">The id of the snapshot.</param>
    /// <param name="cancellationToken">Cancels the call.</param>
    /// <returns>The rows.</returns>
    ValueTask<IReadOnlyList<ScoreRecord>> GetScoresAsync(long snapshotId, CancellationToken cancellationToken = default);

    /// <summary>Reads the rejection rows of a snapshot in the order in which they were written.</summary>
    /// <param name="snapshotId">The id of the snapshot.</param>
    /// <param name="cancellationToken">Cancels the call.</param>
    /// <returns>The rows.</returns>
    ValueTask<IReadOnlyList<RejectionRecord>> GetRejectionsAsync(long snapshotId, CancellationToken cancellationToken = default);

    /// <summary>Reads the compressed input of a cycle, from which its plan can be recomputed.</summary>
    /// <param name="snapshotId">The id of the snapshot.</param>
    /// <param name="cancellationToken">Cancels the call.</param>
    /// <returns>
    /// The block, or an empty one when none was kept. A block that builds on another is returned joined with it (see
    /// <see cref="CycleInputBlock"/>).
    /// </returns>
    ValueTask<ReadOnlyMemory<byte>> GetCycleInputAsync(long snapshotId, CancellationToken cancellationToken = default);

    /// <summary>Reads the events after a sequence number, oldest first.</summary>
    /// <param name="afterId">The last sequence number that was already read; 0 for all.</param>
    /// <param name="limit">The maximum number of events, 1 to 10,000.</param>
    /// <param name="cancellationToken">Cancels the call.</param>
    /// <returns>The events.</returns>
    ValueTask<IReadOnlyList<LifecycleEvent>> GetEventsAsync(long afterId, int limit, CancellationToken cancellationToken = default);

    /// <summary>Reads the scores of one token over a period, newest first.</summary>
    /// <param name="address">The mint address.</param>
    /// <param name="from">The start of the period by cycle time, inclusive.</param>
    /// <param name="to">The end of the period by cycle time, exclusive.</param>
    /// <param name="cancellationToken">Cancels the call.</param>
    /// <returns>The scores with their cycle times.</returns>
    ValueTask<IReadOnlyList<ScoreHistoryEntry>> GetScoreHistoryAsync(
        string address,
        DateTimeOffset from,
        DateTimeOffset to,
        CancellationToken cancellationToken = default);

    /// <summary>Reads the newest score of a token as of a time.</summary>
    /// <param name="address">The mint address.</param>
    /// <param name="asOf">The time, inclusive.</param>
    /// <param name="cancellationToken">Cancels the call.</param>
    /// <returns>The score with its cycle time, or <see langword="null"/> when the token had none.</returns>
    ValueTask<ScoreHistoryEntry?> GetScoreAsOfAsync(string address, DateTimeOffset asOf, CancellationToken cancellationToken = default);

    /// <summary>Reads why one token was not scored over a period, newest first.</summary>
    /// <param name="address">The mint address.</param>
    /// <param name="from">The start of the period by cycle time, inclusive.</param>
    /// <param name="to">The end of the period by cycle time, exclusive.</param>
    /// <param name="cancellationToken">Cancels the call.</param>
    /// <returns>The rejections with their cycle times.</returns>
    ValueTask<IReadOnlyList<RejectionHistoryEntry>> GetRejectionHistoryAsync(
        string address,
        DateTimeOffset from,
        DateTimeOffset to,
        CancellationToken cancellationToken = default);

    /// <summary>Reads the events of one token over a period, from cycles and by hand, newest first in the order of the feed.</summary>
    /// <param name="address">The mint address; for a token that migrated, any of its addresses.</param>
    /// <param name="from">The start of the period, inclusive.</param>
    /// <param name="to">The end of the period, exclusive.</param>
    /// <param name="cancellationToken">Cancels the call.</param>
    /// <returns>The events.</returns>
    ValueTask<IReadOnlyList<LifecycleEvent>> GetEventHistoryAsync(
        string address,
        DateTimeOffset from,
        DateTimeOffset to,
        CancellationToken cancellationToken = default);

    /// <summary>Reads the events that one cycle wrote, in order.</summary>
    /// <param name="snapshotId">The id of the snapshot.</param>
    /// <param name="cancellationToken">Cancels the call.</param>
    /// <returns>The events.</returns>
    ValueTask<IReadOnlyList<LifecycleEvent>> GetEventsOfCycleAsync(long snapshotId, CancellationToken cancellationToken = default);
}
