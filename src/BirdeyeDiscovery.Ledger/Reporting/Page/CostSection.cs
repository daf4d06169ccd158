using System.Xml.Linq;
using static BirdeyeDiscovery.Ledger.PageParts;

namespace BirdeyeDiscovery.Ledger;

/// <summary>The section of the report page on what the cycles cost: requests, compute units and time.</summary>
internal static class CostSection
{
    public static XElement Of(LedgerReport report, ChartIds ids)
    {
        var active = report.Periods.Where(static period => period.Cycles > 0).ToList();
        return Section(
            "cost",
            "Calls and compute units by cycle",
            "Requests with their retries, and their cost by the configured table. The line is the mean of a span; the band reaches up to "
            + "the dearest cycle.",
            active.Count == 0 ? Nothing("No cycle ran in the period.") : Several(Totals(active, report), Charts(active, report, ids)));
    }

    private static XElement Totals(List<CyclePeriod> active, LedgerReport report)
    {
        var cycles = active.Sum(static period => (double)period.Cycles);
        var units = active.Sum(static period => (double)period.ComputeUnits);
        var calls = active.Sum(static period => (double)period.ApiCalls);
        var days = (active[^1].Start + report.Step - active[0].Start).TotalDays;
        return Styled(
            "p",
            "note",
            $"{Shown.Count(calls)} requests and {Shown.Count(units)} compute units in {Shown.Count(cycles)} cycles: "
            + $"{Shown.Short(calls / cycles)} requests and {Shown.Short(units / cycles)} compute units a cycle. "
            + $"At this pace, 30 days cost {Shown.Short(units / days * 30)} compute units.");
    }

    private static XElement Charts(List<CyclePeriod> active, LedgerReport report, ChartIds ids) => Styled(
        "div",
        "multiples wider",
        Chart("Requests a cycle", active, report, ids, static period => period.ApiCalls, static period => period.MostApiCalls),
        Chart("Compute units a cycle", active, report, ids, static period => period.ComputeUnits, static period => period.MostComputeUnits),
        Chart("Seconds a cycle", active, report, ids, static period => period.DurationMs / 1e3, static period => period.LongestMs / 1e3));

    private static XElement Chart(
        string name,
        List<CyclePeriod> active,
        LedgerReport report,
        ChartIds ids,
        Func<CyclePeriod, double> sum,
        Func<CyclePeriod, double> most)
    {
        var points = active.Select(period =>
        {
            var mean = sum(period) / period.Cycles;
            return new LineChart.Point(period.Start + (report.Step / 2), mean, mean, most(period));
        }).ToList();
        var frame = new ChartFrame(NarrowChart, 180);
        var time = new TimeScale(report.Periods[0].Start, report.Periods[^1].Start + report.Step, 5);
        var scale = ValueScale.Of(0, points.Max(static point => point.High));
        return Markup.Of(
            "figure",
            Markup.Of("figcaption", name),
            frame.Picture(
                ids,
                name,
                $"Mean between {Shown.Short(points.Min(static point => point.Value))} and "
                + $"{Shown.Short(points.Max(static point => point.Value))}, at most {Shown.Short(points.Max(static point => point.High))}.",
                LineChart.Draw(frame, time, scale, points, report.Step * 1.5, [], Shown.Short)));
    }
}
