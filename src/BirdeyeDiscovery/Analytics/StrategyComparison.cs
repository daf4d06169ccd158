namespace BirdeyeDiscovery.Analytics;

/// <summary>Represents the results of one strategy in a category.</summary>
/// <remarks>
/// The figures named <c>Daily</c> are plain averages over rows of <c>strategy_performance</c>: a day with one trade counts as much as a day
/// with a hundred, and a token has one row for each of its trading days. The other figures count each trade once.
/// </remarks>
public sealed class StrategyComparison
{
    /// <summary>Gets the strategy.</summary>
    public required string StrategyType { get; init; }

    /// <summary>Gets the number of daily rows. <c>COUNT(*)</c> returns this number; it is not a number of tokens.</summary>
    public required int DailyRows { get; init; }

    /// <summary>Gets the average of the daily win rates, 0 to 1.</summary>
    public decimal? AvgDailyWinRate { get; init; }

    /// <summary>Gets the average profit of a daily row in USD.</summary>
    public decimal? AvgDailyPnlUsd { get; init; }

    /// <summary>Gets the average of the daily Sharpe ratios, over the days that have one.</summary>
    public decimal? AvgDailySharpe { get; init; }

    /// <summary>Gets the number of different tokens, by address.</summary>
    public required int Tokens { get; init; }

    /// <summary>Gets the totals of the trades.</summary>
    public required TradeTotals Trades { get; init; }

    /// <summary>Gets the average profit of a token in USD.</summary>
    public decimal? AvgPnlPerTokenUsd { get; init; }

    /// <summary>
    /// Gets the Sharpe ratio of a trade over all trades at once, not annualized (see <see cref="StrategyPerformance.SharpeRatio"/>).
    /// </summary>
    public decimal? SharpeRatio { get; init; }

    /// <summary>Compares strategies from stored rows; for writers of stores.</summary>
    /// <param name="days">The daily rows.</param>
    /// <param name="returns">The known returns of all trades of these days, with their strategies.</param>
    /// <returns>One entry for each strategy, by name.</returns>
    public static IReadOnlyList<StrategyComparison> From(
        IEnumerable<StrategyPerformance> days, IEnumerable<(string StrategyType, decimal ReturnPct)> returns)
    {
        ArgumentNullException.ThrowIfNull(days);
        ArgumentNullException.ThrowIfNull(returns);
        var sums = new Dictionary<string, ReturnSums>(StringComparer.Ordinal);
        foreach (var (strategy, known) in returns)
        {
            if (!sums.TryGetValue(strategy, out var sum))
            {
                sums[strategy] = sum = new ReturnSums();
            }

            sum.Add(known);
        }

        return [.. days.GroupBy(static day => day.StrategyType, StringComparer.Ordinal)
            .OrderBy(static strategy => strategy.Key, StringComparer.Ordinal)
            .Select(strategy => Of([.. strategy], sums.GetValueOrDefault(strategy.Key)))];
    }

    private static StrategyComparison Of(List<StrategyPerformance> days, ReturnSums? returns)
    {
        var (trades, wins, pnl) = (
            days.Sum(static day => day.TradesCount),
            days.Sum(static day => day.WinCount),
            days.Sum(static day => day.TotalPnlUsd));
        var tokens = days.Select(static day => day.TokenAddress).Distinct(StringComparer.Ordinal).Count();
        var sharpes = days.Where(static day => day.SharpeRatio is not null).Select(static day => day.SharpeRatio!.Value).ToList();
        return new StrategyComparison
        {
            StrategyType = days[0].StrategyType,
            DailyRows = days.Count,
            AvgDailyWinRate = Ratio.Of(days.Sum(static day => day.WinRate ?? 0m), days.Count(static day => day.WinRate is not null)),
            AvgDailyPnlUsd = Ratio.Of(pnl, days.Count),
            AvgDailySharpe = Ratio.Of(sharpes.Sum(), sharpes.Count),
            Tokens = tokens,
            Trades = new TradeTotals(trades, wins, pnl),
            AvgPnlPerTokenUsd = Ratio.Of(pnl, tokens),
            SharpeRatio = returns?.Sharpe(),
        };
    }
}
