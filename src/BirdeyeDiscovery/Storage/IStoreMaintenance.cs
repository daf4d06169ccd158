namespace BirdeyeDiscovery.Storage;

/// <summary>
/// Maintains a store so that it does not grow without limit. Every method throws <see cref="DiscoveryStoreException"/> when the store does
/// not answer.
/// </summary>
public interface IStoreMaintenance
{
    /// <summary>
    /// Prepares storage for the next cycles, where a store needs it (PostgreSQL: the partitions of the month and of the next two). Safe to
    /// call often.
    /// </summary>
    /// <param name="cycleTime">The time of a cycle that is about to be written.</param>
    /// <param name="cancellationToken">Cancels the call.</param>
    /// <returns>A task that completes when storage is prepared.</returns>
    ValueTask PrepareAsync(DateTimeOffset cycleTime, CancellationToken cancellationToken = default);

    /// <summary>
    /// Drops score rows, rejection rows and cycle inputs of the cycles before a time. Snapshots, tokens, events, trades and strategies are
    /// never dropped.
    /// </summary>
    /// <param name="keepFrom">The earliest cycle time to keep. PostgreSQL drops whole months, so some older rows may remain.</param>
    /// <param name="cancellationToken">Cancels the call.</param>
    /// <returns>What was dropped.</returns>
    ValueTask<RetentionResult> DropHistoryAsync(DateTimeOffset keepFrom, CancellationToken cancellationToken = default);
}
