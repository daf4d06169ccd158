namespace BirdeyeDiscovery.Ledger;

/// <summary>What the trades that were made with a strategy in a category earned, and how much is known about it.</summary>
/// <remarks>
/// The best of several strategies looks better than it is, and the more so the fewer trades it has. The shrunken figures are moved towards
/// the common mean of all pairs, the more the less is known of a pair (empirical Bayes): a figure keeps the share τ² / (τ² + v) of its
/// distance from the mean, where v is its sampling variance and τ² the variance between the pairs by DerSimonian and Laird. The page
/// <c>docs/report.md</c> has a worked example.
/// </remarks>
public sealed class StrategyByCategory
{
    /// <summary>Gets the category.</summary>
    public required TokenCategory Category { get; init; }

    /// <summary>Gets the strategy.</summary>
    public required string StrategyType { get; init; }

    /// <summary>Gets the number of different tokens.</summary>
    public int Tokens { get; init; }

    /// <summary>Gets the number of trades.</summary>
    public long Trades { get; init; }

    /// <summary>Gets the number of trades that won.</summary>
    public long Wins { get; init; }

    /// <summary>Gets wins divided by trades, 0 to 1.</summary>
    public double WinRate { get; init; }

    /// <summary>Gets the interval of 95 % of the win rate, by Wilson.</summary>
    public ConfidenceInterval WinRateInterval { get; init; }

    /// <summary>Gets the win rate, moved towards the common mean.</summary>
    public double ShrunkWinRate { get; init; }

    /// <summary>Gets the profit of all trades in USD.</summary>
    public decimal PnlUsd { get; init; }

    /// <summary>Gets the average profit of a trade in USD.</summary>
    public double AvgPnlUsd { get; init; }

    /// <summary>
    /// Gets the standard error of the average profit, by clusters of tokens; <see langword="null"/> with fewer than two tokens.
    /// </summary>
    public double? AvgPnlErrorUsd { get; init; }

    /// <summary>
    /// Gets the average profit, moved towards the common mean; <see langword="null"/> when its standard error is not known.
    /// </summary>
    public double? ShrunkAvgPnlUsd { get; init; }

    /// <summary>Computes the figures of all pairs of a category and a strategy that have trades.</summary>
    /// <param name="rows">The answer of <see cref="IDiscoveryAnalytics.GetPerformanceByCategoryAsync"/>.</param>
    /// <returns>The pairs in the same order, without those that only have trades under another category or strategy.</returns>
    public static IReadOnlyList<StrategyByCategory> From(IReadOnlyList<CategoryPerformance> rows)
    {
        ArgumentNullException.ThrowIfNull(rows);
        var traded = rows.Where(static row => row.Traded.TradesCount > 0).ToList();
        var all = traded.Sum(static row => (long)row.Traded.TradesCount);
        var pooled = all == 0 ? 0 : (double)traded.Sum(static row => (long)row.Traded.WinCount) / all;

        // In the report's figures of strategies by category, the variance of each win rate comes from the common rate of all pairs of
        // category and strategy. A pair that won all of its few trades, or none, would have a variance of 0 by its own rate.
        var spread = Math.Max(pooled * (1 - pooled), 1e-9);
        var rates = Shrinkage.ToMean(
            [.. traded.Select(row => ((double)row.Traded.WinCount / row.Traded.TradesCount, spread / row.Traded.TradesCount))]).Values;
        var known = traded.Where(static row => row.TradedAvgPnlErrorUsd > 0).ToList();
        var profits = Shrinkage.ToMean(
            [.. known.Select(static row =>
                ((double)row.Traded.PnlUsd / row.Traded.TradesCount, Square(row.TradedAvgPnlErrorUsd!.Value)))]).Values;
        return [.. traded.Select((row, index) => Of(row, rates[index], known.IndexOf(row) is >= 0 and var at ? profits[at] : null))];
    }

    private static StrategyByCategory Of(CategoryPerformance row, double rate, double? profit) => new()
    {
        Category = row.Category,
        StrategyType = row.StrategyType,
        Tokens = row.TradedTokens,
        Trades = row.Traded.TradesCount,
        Wins = row.Traded.WinCount,
        WinRate = (double)row.Traded.WinCount / row.Traded.TradesCount,
        WinRateInterval = Wilson.Interval(row.Traded.WinCount, row.Traded.TradesCount),
        ShrunkWinRate = rate,
        PnlUsd = row.Traded.PnlUsd,
        AvgPnlUsd = (double)row.Traded.PnlUsd / row.Traded.TradesCount,
        AvgPnlErrorUsd = (double?)row.TradedAvgPnlErrorUsd,
        ShrunkAvgPnlUsd = profit,
    };

    private static double Square(decimal error) => (double)error * (double)error;
}
