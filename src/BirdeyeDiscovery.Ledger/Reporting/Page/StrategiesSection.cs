using System.Xml.Linq;
using static BirdeyeDiscovery.Ledger.PageParts;

namespace BirdeyeDiscovery.Ledger;

/// <summary>
/// The section of the report page on what strategies earned by category: as the queries say it, and moved towards the common mean by how
/// little is known.
/// </summary>
internal static class StrategiesSection
{
    private const string Now = "By what tokens have now, as the SQL has it";
    private const string Then = "By what trades were made with";
    private const string Daily = "Over days, as the SQL has it";
    private const string Each = "Each trade once";

    private const string Formula =
        "Shrunken = m + τ² / (τ² + v) · (x − m): x is the figure, v its sampling variance, τ² the variance between the pairs (DerSimonian "
        + "and Laird), m the mean with the weights 1 / (τ² + v).";

    private static readonly Column[] ShrunkColumns =
    [
        Words("Category"), Words("Strategy"), new("n trades"), new("Tokens"), new("Win rate"),
        new("95 % interval"), new("Shrunken"), new("Profit a trade"), new("± error"), new("Shrunken"), new("Profit"),
    ];

    private static readonly Column[] CategoryColumns =
    [
        Words("Category"), Words("Strategy"), new("Tokens", Group: Now), new("Trades", Group: Now),
        new("Avg. win rate", Group: Now), new("Profit", Group: Now), new("Tokens", Group: Then), new("Trades", Group: Then),
        new("Win rate", Group: Then), new("Profit", Group: Then),
    ];

    private static readonly Column[] ComparisonColumns =
    [
        Words("Category"), Words("Strategy"), new("Daily rows", Group: Daily),
        new("Avg. win rate", Group: Daily),
        new("Avg. profit", Group: Daily), new("Avg. Sharpe", Group: Daily), new("Tokens", Group: Each), new("Trades", Group: Each),
        new("Win rate", Group: Each), new("Profit a trade", Group: Each), new("Sharpe", Group: Each),
    ];

    public static XElement Of(LedgerReport report, ChartIds ids) => Section(
        "strategies",
        "Strategies by category",
        "The best of several strategies looks better than it is. The fewer trades a pair has, the closer its shrunken figure is to the "
        + "common mean.",
        Markup.Of("h3", "Win rate and profit with n, moved towards the mean"),
        report.Strategies.Count == 0
            ? Nothing("No trade was made under a category yet.")
            : Several(
                Plot(report, ids),
                Table("Strategies by category with shrunken figures", ShrunkColumns, report.Strategies.Select(Shrunk)),
                Styled("p", "note", Formula)),
        Markup.Of("h3", "Strategy performance by category"),
        report.Categories.Count == 0
            ? Nothing("No token has trades yet.")
            : Table("Strategy performance by category", CategoryColumns, report.Categories.Select(Category)),
        Markup.Of("h3", "Compare momentum vs aggressive_momentum for midcaps"),
        Styled("p", "note", "For every category and every strategy, over the last 30 days."),
        report.Comparisons.Count == 0
            ? Nothing("No trade was closed in the last 30 days.")
            : Table("Strategies compared", ComparisonColumns, report.Comparisons.SelectMany(static row => row.Strategies.Select(
                strategy => Comparison(row.Category, strategy)))));

    private static XElement Plot(LedgerReport report, ChartIds ids)
    {
        List<IntervalPlot.Row> Rows(int longest) => [.. report.Strategies.Select(row => new IntervalPlot.Row(
            $"{StoredText.Of(row.Category)}, {SafeText.Label(row.StrategyType, longest)}",
            row.WinRate,
            row.WinRateInterval.Lower,
            row.WinRateInterval.Upper,
            row.ShrunkWinRate,
            "plain",
            $"{StoredText.Of(row.Category)}, {SafeText.Label(row.StrategyType)}: {Shown.Percent(row.WinRate)} of "
            + $"{Shown.Count(row.Trades)} trades won, shrunken {Shown.Percent(row.ShrunkWinRate)}"))];

        var mean = (double)report.Strategies.Sum(static row => row.Wins) / report.Strategies.Sum(static row => row.Trades);
        return Figure(
            $"Win rates with 95 % intervals; the line is the win rate of all trades, {Shown.Percent(mean)}",
            width =>
            {
                var isWide = width > 500;
                var rows = Rows(isWide ? 24 : 9);
                var frame = new ChartFrame(width, IntervalPlot.HeightOf(rows.Count), isWide ? 225 : 145, Right: 18, Top: 6, Bottom: 30);
                return frame.Picture(
                    ids,
                    "Win rate by category and strategy",
                    string.Join(", ", rows.Select(static row => row.Text)),
                    IntervalPlot.Draw(frame, rows, mean, static value => Shown.Percent(value, 0)));
            },
            Legend([("point", "measured"), ("shrunken", "shrunken")]));
    }

    private static object?[] Shrunk(StrategyByCategory row) =>
    [
        StoredText.Of(row.Category),
        SafeText.Label(row.StrategyType),
        Shown.Count(row.Trades),
        Shown.Count(row.Tokens),
        Shown.Percent(row.WinRate),
        $"{Shown.Percent(row.WinRateInterval.Lower)} to {Shown.Percent(row.WinRateInterval.Upper)}",
        Markup.Of("strong", Shown.Percent(row.ShrunkWinRate)),
        Shown.Usd(row.AvgPnlUsd),
        Shown.Usd(row.AvgPnlErrorUsd),
        Markup.Of("strong", Shown.Usd(row.ShrunkAvgPnlUsd)),
        Shown.Usd(row.PnlUsd),
    ];

    private static object?[] Category(CategoryPerformance row) =>
    [
        StoredText.Of(row.Category),
        SafeText.Label(row.StrategyType),
        Shown.Count(row.Tokens),
        Shown.Count(row.TotalTrades),
        Shown.Percent(row.AvgWinRate),
        Shown.Usd(row.TotalPnlUsd),
        Shown.Count(row.TradedTokens),
        Shown.Count(row.Traded.TradesCount),
        Shown.Percent(row.Traded.WinRate),
        Shown.Usd(row.Traded.PnlUsd),
    ];

    private static object?[] Comparison(TokenCategory category, StrategyComparison row) =>
    [
        StoredText.Of(category),
        SafeText.Label(row.StrategyType),
        Shown.Count(row.DailyRows),
        Shown.Percent(row.AvgDailyWinRate),
        Shown.Usd(row.AvgDailyPnlUsd),
        Shown.Number(row.AvgDailySharpe, 2),
        Shown.Count(row.Tokens),
        Shown.Count(row.Trades.TradesCount),
        Shown.Percent(row.Trades.WinRate),
        Shown.Usd(row.Trades.AvgPnlUsd),
        Shown.Number(row.SharpeRatio, 2),
    ];
}
