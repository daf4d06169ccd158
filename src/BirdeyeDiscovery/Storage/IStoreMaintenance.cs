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

    /// <summary>Finds the pauses in the history of cycles, by which retention recognizes a clock that was set far ahead.</summary>
    /// <param name="until">The latest time of a cycle that counts; later cycles are ignored.</param>
    /// <param name="longerThan">Shorter pauses are left out.</param>
    /// <param name="cancellationToken">Cancels the call.</param>
    /// <returns>
    /// The pauses, newest first, or <see langword="null"/> if the store cannot tell. Pauses among the newest 10,000 cycles are then the
    /// only ones that count.
    /// </returns>
    ValueTask<IReadOnlyList<CyclePause>?> FindPausesAsync(
        DateTimeOffset until, TimeSpan longerThan, CancellationToken cancellationToken = default) => new((IReadOnlyList<CyclePause>?)null);
}
