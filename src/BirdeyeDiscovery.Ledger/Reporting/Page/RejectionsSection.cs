using System.Xml.Linq;
using static BirdeyeDiscovery.Ledger.PageParts;

namespace BirdeyeDiscovery.Ledger;

/// <summary>
/// The section of the report page on rejections: the way of the candidates through the stages, and why they were rejected, over time.
/// </summary>
internal static class RejectionsSection
{
    private const int MostSeries = 5;
    private const double RowHeight = 26;

    private static readonly Column[] Columns =
    [
        Words("Reason"), Words("Stage"), Words("Meaning"), new("Rejections"), new("Of all read"),
    ];

    public static XElement Of(LedgerReport report, ChartIds ids)
    {
        var read = report.Periods.Sum(static period => period.Scored + period.Rejected);
        return Section(
            "rejections",
            "Rejections by stage and reason",
            "Every candidate that a cycle read, and where it stopped. A candidate counts once in each cycle.",
            read == 0
                ? Nothing("No cycle of the period read a candidate.")
                : Several(Parts(report, read, ids)));
    }

    private static IEnumerable<XElement?> Parts(LedgerReport report, long read, ChartIds ids)
    {
        yield return Figure("From the list to a slot", width => Funnel(report, read, width, ids));
        if (report.Rejections.Count == 0)
        {
            yield break;
        }

        var series = Series(report);
        yield return Figure(
            $"Rejections over time, in spans of {Shown.Length(report.Step)}",
            width => OverTime(report, series, width, ids),
            Legend(series.Select(static row => (row.CssClass, row.Name))));
        yield return Table("Rejections by reason", Columns, report.Rejections.Select(row => new object?[]
        {
            Markup.Of("code", SafeText.Label(row.ReasonCode)),
            StageOf(row),
            ReasonWords.Of(row.ReasonCode) ?? Shown.Unknown,
            Shown.Count(row.Count),
            Shown.Percent((double)row.Count / read),
        }));
    }

    private static XElement Funnel(LedgerReport report, long read, double width, ChartIds ids)
    {
        var left = read;
        var rows = new List<BarRows.Row> { Step("Read", read, read) };
        foreach (var (name, stage) in new[]
        {
            ("Passed the list", RejectionStage.Trending), ("Passed security", RejectionStage.Security),
            ("Passed the market", RejectionStage.Market), ("Enough is known", RejectionStage.Data),
        })
        {
            left -= report.Rejections.Where(row => row.Stage == stage && !IsOutranked(row)).Sum(static row => row.Count);
            rows.Add(Step(name, left, read));
        }

        rows.Add(Step("Scored in full", report.Periods.Sum(static period => period.Scored), read));
        rows.Add(Step("Active", report.Periods.Sum(static period => period.Tracked), read));
        var frame = new ChartFrame(width, BarRows.HeightOf(rows.Count, RowHeight), Left: 126, Right: 118);
        return frame.Picture(
            ids,
            "Candidates that passed each stage",
            string.Join(", ", rows.Select(static row => $"{row.Name} {row.Figure} ({row.Detail})")),
            BarRows.Draw(frame, rows, read, RowHeight));
    }

    private static BarRows.Row Step(string name, long count, long read) =>
        new(name, count, Shown.Short(count), "s1", Shown.Percent((double)count / read));

    private static List<StackedBars.Series> Series(LedgerReport report)
    {
        var series = report.Rejections.Take(MostSeries)
            .Select(static (row, index) => new StackedBars.Series(
                $"{SafeText.Label(row.ReasonCode)} ({StageOf(row)})",
                FormattableString.Invariant($"s{index + 1}"),
                [.. row.ByPeriod.Select(static count => (double)count)]))
            .ToList();
        if (report.Rejections.Count > MostSeries)
        {
            var rest = report.Rejections.Skip(MostSeries).ToList();
            series.Add(new StackedBars.Series(
                "other reasons",
                "s6",
                [.. report.Periods.Select((_, index) => (double)rest.Sum(row => row.ByPeriod[index]))]));
        }

        return series;
    }

    private static XElement OverTime(LedgerReport report, List<StackedBars.Series> series, double width, ChartIds ids)
    {
        var frame = new ChartFrame(width, 220);
        return frame.Picture(
            ids,
            "Rejections over time",
            string.Join(", ", series.Select(static row => $"{row.Name}: {Shown.Count(row.Values.Sum())}")),
            StackedBars.Draw(frame, [.. report.Periods.Select(static period => period.Start)], report.Step, series, Shown.Short));
    }

    private static bool IsOutranked(RejectionCount row) => row.ReasonCode == ReasonCodes.Outranked;

    private static string StageOf(RejectionCount row) => IsOutranked(row) ? "not read in full" : row.Stage switch
    {
        RejectionStage.Trending => "list",
        RejectionStage.Security => "security",
        RejectionStage.Market => "market",
        _ => "data",
    };
}
