namespace BirdeyeDiscovery;

/// <summary>Maps the database rows of the analytics: what SQL groups, before the library divides.</summary>
internal static class AnalyticsRow
{
    public static (string StrategyType, decimal ReturnPct) MapReturn(StoredRow row) => (row.Text(0), row.Number(1));

    public static (ScoreTier Tier, string Symbol, long ScoreRows, TradeTotals Totals) MapScored(StoredRow row)
    {
        var (tier, symbol, totals) = ((ScoreTier)row.Int(0), row.Text(1), new TradeTotals(row.Int(2), row.Int(3), row.Money(4)));
        return (tier, symbol, row.Long(5), totals);
    }

    public static (ScoreTier Tier, TradeTotals Totals) MapTradedByTier(StoredRow row) =>
        ((ScoreTier)row.Int(0), TradeRow.MapTotals(row, 2));

    public static (TokenCategory Category, string StrategyType, TradeTotals Totals) MapByCategory(StoredRow row)
    {
        var (_, totals, category) = TradeRow.MapCounters(row);
        return (category, row.Text(5), totals);
    }

    public static (TokenCategory Category, string StrategyType, TradeTotals Totals) MapTradedByCategory(StoredRow row) =>
        (row.Word<TokenCategory>(0), row.Text(1), TradeRow.MapTotals(row, 3));

    public static TopPerformer MapTopPerformer(StoredRow row)
    {
        var (address, all, category) = TradeRow.MapCounters(row);
        var (symbol, discovered) = (row.Text(5), row.Time(6));
        var since = row.IsNull(7) ? default : TradeRow.MapTotals(row, 8);
        return new TopPerformer
        {
            Address = address,
            Symbol = symbol,
            Category = category,
            DiscoveredAt = discovered,
            Trades = all,
            Since = since,
        };
    }
}
