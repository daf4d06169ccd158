using System.Xml.Linq;
using static BirdeyeDiscovery.Ledger.PageParts;

namespace BirdeyeDiscovery.Ledger;

/// <summary>The section of the report page on what tokens of a score tier earned, and which tokens earned the most.</summary>
internal static class TiersSection
{
    private const string ByRows = "Over score rows, as the SQL has it";
    private const string ByTrades = "Each trade once, by the score when it was opened";

    private static readonly Column[] TierColumns =
    [
        Words("Score tier"), new("Symbols", Group: ByRows), new("Avg. profit", Group: ByRows), new("Avg. win rate", Group: ByRows),
        new("Trades", Group: ByTrades), new("Tokens", Group: ByTrades), new("Win rate", Group: ByTrades),
        new("95 % interval", Group: ByTrades), new("Profit a trade", Group: ByTrades), new("Profit", Group: ByTrades),
    ];

    private static readonly Column[] TopColumns =
    [
        Words("Token"), Words("Category"), new("Trades"), new("Wins"), new("Win rate"), new("Profit"),
        new("Trades in 30 days"), new("Profit in 30 days"), Words("Discovered"),
    ];

    public static XElement Of(LedgerReport report, ChartIds ids) => Section(
        "tiers",
        "What the tiers of the score earned",
        "Realized profits of the bot's own trades. A tier is a range of the total score.",
        Markup.Of("h3", "Discovery effectiveness (are high scores actually profitable?)"),
        report.Effectiveness.Count == 0
            ? Nothing("No token with trades has a score yet.")
            : Several(Plot(report, ids), Table("Discovery effectiveness by score tier", TierColumns, report.Effectiveness.Select(Tier))),
        Markup.Of("h3", "Top performing tokens (last 30 days)"),
        report.TopPerformers.Count == 0
            ? Nothing("No token that was discovered in the last 30 days has more than 5 trades.")
            : Table("Top performing tokens", TopColumns, report.TopPerformers.Select(Performer)));

    private static XElement? Plot(LedgerReport report, ChartIds ids)
    {
        var rows = report.Effectiveness.Where(static row => row.Trades.TradesCount > 0).Select(static row =>
        {
            var interval = Wilson.Interval(row.Trades.WinCount, row.Trades.TradesCount);
            return new IntervalPlot.Row(
                Name(row.Tier),
                (double)row.Trades.WinCount / row.Trades.TradesCount,
                interval.Lower,
                interval.Upper,
                null,
                "plain",
                $"{Name(row.Tier)}: {Shown.Percent(row.Trades.WinRate)} of {Shown.Count(row.Trades.TradesCount)} trades won");
        }).ToList();
        if (rows.Count == 0)
        {
            return null;
        }

        var wins = report.Effectiveness.Sum(static row => (long)row.Trades.WinCount);
        var trades = report.Effectiveness.Sum(static row => (long)row.Trades.TradesCount);
        return Figure(
            $"Win rate by tier with 95 % intervals; the line is the win rate of all trades, {Shown.Percent((double)wins / trades)}",
            width =>
            {
                var frame = new ChartFrame(width, IntervalPlot.HeightOf(rows.Count), Left: 112, Right: 18, Top: 6, Bottom: 30);
                return frame.Picture(
                    ids,
                    "Win rate by tier",
                    string.Join(", ", rows.Select(static row => row.Text)),
                    IntervalPlot.Draw(frame, rows, (double)wins / trades, static value => Shown.Percent(value, 0)));
            });
    }

    private static object?[] Tier(ScoreTierEffectiveness row)
    {
        var interval = row.Trades.TradesCount > 0
            ? Wilson.Interval(row.Trades.WinCount, row.Trades.TradesCount)
            : (ConfidenceInterval?)null;
        return
        [
            Name(row.Tier),
            Shown.Count(row.Symbols),
            Shown.Usd(row.AvgPnlUsdOverRows),
            Shown.Percent(row.AvgWinRateOverRows),
            Shown.Count(row.Trades.TradesCount),
            Shown.Count(row.Tokens),
            Shown.Percent(row.Trades.WinRate),
            interval is { } known ? $"{Shown.Percent(known.Lower)} to {Shown.Percent(known.Upper)}" : Shown.Unknown,
            Shown.Usd(row.Trades.AvgPnlUsd),
            Shown.Usd(row.Trades.PnlUsd),
        ];
    }

    private static object?[] Performer(TopPerformer row) =>
    [
        PageParts.Name(row.Symbol),
        StoredText.Of(row.Category),
        Shown.Count(row.Trades.TradesCount),
        Shown.Count(row.Trades.WinCount),
        Shown.Percent(row.WinRate, 0),
        Shown.Usd(row.Trades.PnlUsd),
        Shown.Count(row.Since.TradesCount),
        Shown.Usd(row.Since.PnlUsd),
        Shown.Time(row.DiscoveredAt),
    ];

    private static string Name(ScoreTier tier) => tier switch
    {
        ScoreTier.Excellent => "Excellent (80+)",
        ScoreTier.Good => "Good (60-80)",
        ScoreTier.Poor => "Poor (<60)",
        _ => "No score",
    };
}
