namespace BirdeyeDiscovery;

/// <summary>Maps a row of <c>trade_closes</c>, and sums of such rows.</summary>
internal static class TradeRow
{
    /// <summary>The columns of trade_closes in the order in which <see cref="MapWithCategory"/> reads the row.</summary>
    public const string Columns = "trade_id, token_address, strategy_type, pnl_usd, return_pct, opened_at, closed_at, token_category";

    /// <summary>
    /// The trade counters in the columns of tracked_tokens in the order in which <see cref="MapCounters"/> reads the row.
    /// </summary>
    public const string Counters = "address, trades_count, win_count, total_pnl_usd, category";

    public static TradeClose Map(StoredRow row) => new()
    {
        TradeId = row.Text(0),
        TokenAddress = row.Text(1),
        StrategyType = row.Text(2),
        PnlUsd = row.Money(3),
        ReturnPct = row.NumberOrNull(4),
        OpenedAt = row.Time(5),
        ClosedAt = row.Time(6),
    };

    public static (TradeClose Close, TokenCategory? Category) MapWithCategory(StoredRow row) =>
        (Map(row), row.WordOrNull<TokenCategory>(7));

    public static (string Address, TradeTotals Totals, TokenCategory Category) MapCounters(StoredRow row) =>
        (row.Text(0), new TradeTotals(row.Int(1), row.Int(2), row.Money(3)), row.Word<TokenCategory>(4));

    /// <summary>
    /// Maps a row with the three columns into which a store's SQL sums closes: the number of trades, the number of wins, and the profit.
    /// </summary>
    public static TradeTotals MapTotals(StoredRow row, int column) =>
        new(checked((int)row.Long(column)), checked((int)row.Long(column + 1)), row.MoneySum(column + 2));
}
