namespace BirdeyeDiscovery;

/// <summary>The feed of <c>token_lifecycle_events</c>: what happened to tracked tokens, in order, from any position.</summary>
public interface ILifecycleFeed
{
    /// <summary>Reads the events after a number, and then each new one as it is stored, without end.</summary>
    /// <remarks>
    /// Numbers become visible in their order, so that who goes on after the last one it saw misses none. At least once: a reader that ends before it has noted a
    /// number gets that event again. While the store does not answer the feed waits and tries again; an error that will not pass ends it.
    /// </remarks>
    /// <param name="afterId">The last number already seen; 0 for all.</param>
    /// <param name="cancellationToken">Ends the feed.</param>
    /// <returns>The events.</returns>
    /// <exception cref="ArgumentOutOfRangeException">The number is negative.</exception>
    /// <exception cref="DiscoveryStoreException">The store failed in a way that will not pass.</exception>
    IAsyncEnumerable<LifecycleEvent> ReadAsync(long afterId, CancellationToken cancellationToken = default);
}
