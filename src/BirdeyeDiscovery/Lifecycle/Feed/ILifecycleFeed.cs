namespace BirdeyeDiscovery;

/// <summary>Reads the feed of <c>token_lifecycle_events</c>: the events of tracked tokens, in order, from any position.</summary>
public interface ILifecycleFeed
{
    /// <summary>Reads the events after a sequence number, and then each new one as it is stored, without end.</summary>
    /// <remarks>
    /// Sequence numbers become visible in their order, so a reader that continues after the last one it read misses none. Delivery is at
    /// least once: a reader that stops before it has stored a number gets that event again. While the store does not answer, the feed waits
    /// and retries; an error that is not transient ends it.
    /// </remarks>
    /// <param name="afterId">The last sequence number that was already read; 0 for all.</param>
    /// <param name="cancellationToken">Ends the feed.</param>
    /// <returns>The events.</returns>
    /// <exception cref="ArgumentOutOfRangeException">The number is negative.</exception>
    /// <exception cref="DiscoveryStoreException">The store failed with an error that is not transient.</exception>
    IAsyncEnumerable<LifecycleEvent> ReadAsync(long afterId, CancellationToken cancellationToken = default);
}
