namespace BirdeyeDiscovery.Strategies;

/// <summary>The live strategy instances of active tokens on this host. Safe for any number of threads.</summary>
/// <typeparam name="T">The host's strategy type.</typeparam>
public interface IStrategyRegistry<T>
    where T : class
{
    /// <summary>
    /// Gets the time at which the store was last read; <see langword="null"/> before the first read. An old time means that the store does
    /// not answer.
    /// </summary>
    DateTimeOffset? AsOf { get; }

    /// <summary>Gets the running strategy of each active token and, if the newest version does not work, the reason.</summary>
    IReadOnlyList<LiveStrategy> Current { get; }

    /// <summary>
    /// Borrows the instance of a token. It is not disposed before it is returned; return it soon, and borrow again for each decision.
    /// </summary>
    /// <param name="address">The mint address.</param>
    /// <returns>
    /// The instance with the type, configuration and version from which it was created, or <see langword="null"/> when the token has none.
    /// </returns>
    StrategyHandle<T>? Borrow(string address);

    /// <summary>Reads the store now instead of at the next interval.</summary>
    /// <param name="cancellationToken">Cancels the call.</param>
    /// <returns>A task that completes when the stored strategies are live.</returns>
    /// <exception cref="DiscoveryStoreException">The store does not answer; the live strategies stay unchanged.</exception>
    ValueTask RefreshAsync(CancellationToken cancellationToken = default);
}
