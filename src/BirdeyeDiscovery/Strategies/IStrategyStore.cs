namespace BirdeyeDiscovery.Strategies;

/// <summary>
/// The strategies of tracked tokens. Every method throws <see cref="DiscoveryStoreException"/> when the store does not answer.
/// </summary>
/// <remarks>
/// Any host may change a strategy, whether it leads or not: no lease is needed and no epoch is checked. A change increments the version of
/// the strategy and not the revision of the row, so that it never causes a cycle to be planned again.
/// </remarks>
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

    /// <summary>Reads the strategies of all active tokens, in one consistent view.</summary>
    /// <param name="cancellationToken">Cancels the call.</param>
    /// <returns>The strategies, in the order of the token numbers.</returns>
    ValueTask<IReadOnlyList<TokenStrategy>> GetActiveStrategiesAsync(CancellationToken cancellationToken = default);

    /// <summary>
    /// Changes the strategy of a token of any status by hand, or returns to an earlier version of it; both create a new version.
    /// </summary>
    /// <param name="change">The change.</param>
    /// <param name="cancellationToken">Cancels the call; it is then unknown whether the strategy was changed.</param>
    /// <returns>
    /// The result. The row, the version and the <c>strategy_changed</c> event are written together or not at all. After an error or a
    /// cancelled call, the same change can be sent again if it has a <see cref="StrategyChange.ChangeId"/> or an
    /// <see cref="StrategyChange.ExpectedVersion"/>: it is never stored twice.
    /// </returns>
    /// <exception cref="ArgumentException">A field is invalid; the message contains its name, its value and what is allowed.</exception>
    ValueTask<StrategyChangeResult> ChangeStrategyAsync(StrategyChange change, CancellationToken cancellationToken = default);

    /// <summary>Reads the versions of a token's strategy, including those under its earlier addresses.</summary>
    /// <param name="address">The mint address.</param>
    /// <param name="limit">The maximum number of versions, 1 to 10,000.</param>
    /// <param name="cancellationToken">Cancels the call.</param>
    /// <returns>The versions, newest first.</returns>
    ValueTask<IReadOnlyList<StrategyVersion>> GetVersionsAsync(
        string address,
        int limit = 100,
        CancellationToken cancellationToken = default);
}
