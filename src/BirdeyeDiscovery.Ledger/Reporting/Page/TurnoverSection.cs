using System.Xml.Linq;
using static BirdeyeDiscovery.Ledger.PageParts;

namespace BirdeyeDiscovery.Ledger;

/// <summary>The section of the report page on how much the list and the top of the ranking change.</summary>
internal static class TurnoverSection
{
    private static readonly Column[] Columns =
    [
        Words("After"), new("New in the top fifth"), new("Rank autocorrelation"), new("New among the tracked"),
    ];

    public static XElement Of(LedgerReport report, ChartIds ids)
    {
        var newest = ScoreSection.Newest(report);
        var entered = report.Periods.Sum(static period => (long)period.Entered);
        var left = report.Periods.Sum(static period => (long)period.Left);
        return Section(
            "turnover",
            "Turnover",
            "How often tokens enter and leave, and how much of a ranking is another one after a while. Each change costs a trade.",
            entered + left == 0
                ? Nothing("No token entered or left.")
                : Figure(
                    $"Tokens that entered (up, {Shown.Count(entered)}) and left (down, {Shown.Count(left)}), "
                    + $"in spans of {Shown.Length(report.Step)}",
                    width => Chart(report, width, ids),
                    Legend([("in", "entered"), ("out", "left")])),
            newest is null ? null : Table("Turnover by horizon", Columns, newest.Horizons.Select(static horizon => new object?[]
            {
                Shown.Length(horizon.Horizon),
                Shown.Percent(horizon.Total.Turnover),
                Shown.Number(horizon.Total.RankAutocorrelation, 3),
                Shown.Percent(horizon.Factors[(int)ScoreFactor.Tracked].Turnover),
            })));
    }

    private static XElement Chart(LedgerReport report, double width, ChartIds ids)
    {
        var frame = new ChartFrame(width, 180);
        return frame.Picture(
            ids,
            "Tokens that entered and left over time",
            "Entries are drawn upwards, exits downwards.",
            StackedBars.Draw(
                frame,
                [.. report.Periods.Select(static period => period.Start)],
                report.Step,
                [
                    new StackedBars.Series("entered", "in", [.. report.Periods.Select(static period => (double)period.Entered)]),
                    new StackedBars.Series("left", "out", [.. report.Periods.Select(static period => -(double)period.Left)]),
                ],
                Shown.Short));
    }
}
