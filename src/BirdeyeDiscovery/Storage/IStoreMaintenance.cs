namespace BirdeyeDiscovery.Storage;

/// <summary>What keeps a store from growing for ever. Every method throws <see cref="DiscoveryStoreException"/> when the store does not answer.</summary>
public interface IStoreMaintenance
{
    /// <summary>Makes room for the cycles to come, where a store has to (PostgreSQL: the partitions of the month and of the next two). Safe to call often.</summary>
    /// <param name="cycleTime">The time of a cycle about to be written.</param>
    /// <param name="cancellationToken">Cancels the call.</param>
    /// <returns>A task that ends when there is room.</returns>
    ValueTask PrepareAsync(DateTimeOffset cycleTime, CancellationToken cancellationToken = default);

    /// <summary>Drops score rows, rejection rows and cycle inputs of cycles before a time; snapshots, tokens, events, trades and strategies are never dropped.</summary>
    /// <param name="keepFrom">The earliest cycle time to keep. PostgreSQL drops whole months, so a few older rows may stay.</param>
    /// <param name="cancellationToken">Cancels the call.</param>
    /// <returns>What was dropped.</returns>
    ValueTask<RetentionResult> DropHistoryAsync(DateTimeOffset keepFrom, CancellationToken cancellationToken = default);
}
