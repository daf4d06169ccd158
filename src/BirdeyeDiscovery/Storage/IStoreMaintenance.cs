namespace BirdeyeDiscovery;

/// <summary>What keeps a store from growing for ever. Every method throws <see cref="DiscoveryStoreException"/> when the store does not answer.</summary>
public interface IStoreMaintenance
{
    /// <summary>Drops score rows, rejection rows and cycle inputs of cycles before a time; snapshots, tokens, events, trades and strategies are never dropped.</summary>
    /// <param name="keepFrom">The earliest cycle time to keep. PostgreSQL drops whole months, so a few older rows may stay.</param>
    /// <param name="cancellationToken">Cancels the call.</param>
    /// <returns>What was dropped.</returns>
    ValueTask<RetentionResult> DropHistoryAsync(DateTimeOffset keepFrom, CancellationToken cancellationToken = default);
}
