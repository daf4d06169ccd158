namespace BirdeyeDiscovery.Strategies;

/// <summary>The live strategy instances of active tokens on this host. Safe for any number of threads.</summary>
/// <typeparam name="T">The host's type of a strategy.</typeparam>
public interface IStrategyRegistry<T>
    where T : class
{
    /// <summary>Gets when the store was last read; <see langword="null"/> before the first time. An old time means that the store does not answer.</summary>
    DateTimeOffset? AsOf { get; }

    /// <summary>Gets what each active token runs on and, where the newest version does not work, why.</summary>
    IReadOnlyList<LiveStrategy> Current { get; }

    /// <summary>Borrows the instance of a token. It is not disposed before it is given back; give it back soon, and ask again for each decision.</summary>
    /// <param name="address">The mint address.</param>
    /// <returns>The instance with the type, configuration and version that it was made of, or <see langword="null"/> when the token has none.</returns>
    StrategyHandle<T>? Borrow(string address);

    /// <summary>Looks into the store now instead of at the next interval.</summary>
    /// <param name="cancellationToken">Cancels the call.</param>
    /// <returns>A task that ends when what the store has is live.</returns>
    /// <exception cref="DiscoveryStoreException">The store does not answer; what was live stays.</exception>
    ValueTask RefreshAsync(CancellationToken cancellationToken = default);
}
