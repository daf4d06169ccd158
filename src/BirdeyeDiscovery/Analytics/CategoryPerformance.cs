namespace BirdeyeDiscovery.Analytics;

/// <summary>Represents what a strategy earned in a category.</summary>
/// <remarks>
/// The first figures group the counters of tokens by the category and strategy that each token has now, whatever it traded under before.
/// The figures named <c>Traded</c> count each trade once, under the category and the strategy with which it was made. They exclude trades
/// of tokens that were never tracked, which have no category.
/// </remarks>
public sealed class CategoryPerformance
{
    /// <summary>Gets the category.</summary>
    public required TokenCategory Category { get; init; }

    /// <summary>Gets the strategy.</summary>
    public required string StrategyType { get; init; }

    /// <summary>Gets the number of tokens with trades that have this category and strategy now.</summary>
    public required int Tokens { get; init; }

    /// <summary>Gets the number of all trades of these tokens.</summary>
    public required long TotalTrades { get; init; }

    /// <summary>Gets the average of these tokens' win rates, 0 to 1. A token with one trade counts as much as one with a hundred.</summary>
    public decimal? AvgWinRate { get; init; }

    /// <summary>Gets the profit of all trades of these tokens in USD. The list is ordered by it.</summary>
    public required decimal TotalPnlUsd { get; init; }

    /// <summary>Gets the number of different tokens traded under this category and strategy, by address.</summary>
    public required int TradedTokens { get; init; }

    /// <summary>Gets the totals of the trades made under this category and strategy.</summary>
    public required TradeTotals Traded { get; init; }

    /// <summary>
    /// Gets the standard error of the average profit of <see cref="Traded"/> in USD, with each token as one independent cluster;
    /// <see langword="null"/> when there are fewer than two tokens.
    /// </summary>
    public decimal? TradedAvgPnlErrorUsd { get; init; }

    /// <summary>Sums stored rows; for writers of stores.</summary>
    /// <param name="tokens">The counters of each token that has trades, with its category and strategy.</param>
    /// <param name="traded">The trades of each category, strategy and address.</param>
    /// <returns>The pairs, the highest total profit first.</returns>
    public static IReadOnlyList<CategoryPerformance> From(
        IReadOnlyList<(TokenCategory Category, string StrategyType, TradeTotals Totals)> tokens,
        IReadOnlyList<(TokenCategory Category, string StrategyType, TradeTotals Totals)> traded)
    {
        ArgumentNullException.ThrowIfNull(tokens);
        ArgumentNullException.ThrowIfNull(traded);
        var now = tokens.ToLookup(static token => (token.Category, token.StrategyType), static token => token.Totals);
        var then = traded.ToLookup(static row => (row.Category, row.StrategyType), static row => row.Totals);
        return [.. now.Select(static group => group.Key).Union(then.Select(static group => group.Key))
            .Select(key => Of(key, [.. now[key]], [.. then[key]]))
            .OrderByDescending(static row => row.TotalPnlUsd)
            .ThenBy(static row => row.Category)
            .ThenBy(static row => row.StrategyType, StringComparer.Ordinal)];
    }

    private static CategoryPerformance Of(
        (TokenCategory Category, string Strategy) key,
        List<TradeTotals> now,
        List<TradeTotals> then)
    {
        var traded = then.Aggregate(default(TradeTotals), static (sum, row) => sum.Add(row));
        return new CategoryPerformance
        {
            Category = key.Category,
            StrategyType = key.Strategy,
            Tokens = now.Count,
            TotalTrades = now.Sum(static token => (long)token.TradesCount),
            AvgWinRate = Ratio.Of(now.Sum(static token => (decimal)token.WinCount / token.TradesCount), now.Count),
            TotalPnlUsd = now.Sum(static token => token.PnlUsd),
            TradedTokens = then.Count,
            Traded = traded,
            TradedAvgPnlErrorUsd = ErrorOf(then, traded.TradesCount, traded.PnlUsd),
        };
    }

    // In the analytics of a category, the trades of one token are not independent of each other. The standard error of the average profit
    // therefore treats each token as a cluster of trades.
    private static decimal? ErrorOf(List<TradeTotals> tokens, long trades, decimal pnl)
    {
        if (tokens.Count < 2 || trades == 0)
        {
            return null;
        }

        var mean = (double)pnl / trades;
        var squares = tokens.Sum(token => Math.Pow((double)token.PnlUsd - (mean * token.TradesCount), 2));
        var error = Math.Sqrt(squares * tokens.Count / (tokens.Count - 1)) / trades;
        return error < (double)TradeTotals.Limit ? decimal.Round((decimal)error, 4, MidpointRounding.AwayFromZero) : null;
    }
}
