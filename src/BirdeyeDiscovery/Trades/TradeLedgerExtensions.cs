namespace BirdeyeDiscovery;

/// <summary>Provides methods for a bot that identifies its tokens by their symbols.</summary>
public static class TradeLedgerExtensions
{
    /// <summary>Records a closed trade of the only tracked token with a symbol (exact, case-sensitive).</summary>
    /// <param name="trades">The ledger.</param>
    /// <param name="tokens">The tracked tokens, in which the symbol is looked up.</param>
    /// <param name="symbol">The symbol. Anybody may give any symbol to a token, so prefer the address.</param>
    /// <param name="close">
    /// Creates the trade from the address of the token. Use the same id for the same trade: it is counted once, and refused as a conflict
    /// when the symbol belongs to another token by then.
    /// </param>
    /// <param name="cancellationToken">Cancels the call.</param>
    /// <returns>The result, or <see langword="null"/> when no tracked token has the symbol; nothing is stored then.</returns>
    /// <exception cref="AmbiguousSymbolException">
    /// Several tokens have this symbol; the exception names them, and nothing is stored.
    /// </exception>
    /// <exception cref="ArgumentException">
    /// The trade cannot be stored; the message names the field, the value and the allowed range.
    /// </exception>
    /// <exception cref="DiscoveryStoreException">The store does not answer; send the trade again.</exception>
    public static async ValueTask<TradeCloseResult?> RecordTradeClosedBySymbolAsync(
        this ITradeLedger trades,
        ITrackedTokenStore tokens,
        string symbol,
        Func<string, TradeClose> close,
        CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(trades);
        ArgumentNullException.ThrowIfNull(tokens);
        ArgumentNullException.ThrowIfNull(close);
        return await tokens.FindBySymbolAsync(symbol, cancellationToken).ConfigureAwait(false) is { } token
            ? await trades.RecordTradeClosedAsync(close(token.Address), cancellationToken).ConfigureAwait(false)
            : null;
    }
}
