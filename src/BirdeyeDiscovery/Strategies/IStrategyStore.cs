namespace BirdeyeDiscovery;

/// <summary>The strategies of tracked tokens. Every method throws <see cref="DiscoveryStoreException"/> when the store does not answer.</summary>
public interface IStrategyStore
{
    /// <summary>Reads the strategy of a token of any status.</summary>
    /// <param name="address">The mint address.</param>
    /// <param name="cancellationToken">Cancels the call.</param>
    /// <returns>The strategy, or <see langword="null"/> when the token is not tracked.</returns>
    ValueTask<TokenStrategy?> GetStrategyAsync(string address, CancellationToken cancellationToken = default);

    /// <summary>Reads the strategy of a token of any status by its symbol (exact, case-sensitive).</summary>
    /// <param name="symbol">The symbol.</param>
    /// <param name="cancellationToken">Cancels the call.</param>
    /// <returns>The strategy, or <see langword="null"/> when no tracked token has the symbol.</returns>
    /// <exception cref="AmbiguousSymbolException">Several tokens have this symbol; the exception names them.</exception>
    ValueTask<TokenStrategy?> GetStrategyBySymbolAsync(string symbol, CancellationToken cancellationToken = default);
}
