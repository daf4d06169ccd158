using System.Xml.Linq;
using static BirdeyeDiscovery.Ledger.PageParts;

namespace BirdeyeDiscovery.Ledger;

/// <summary>The section of the report page on cycles that failed or were degraded, with the reasons.</summary>
internal static class FailuresSection
{
    private static readonly Column[] Columns =
        [Words("Cycle"), Words("Outcome"), Words("Error")];

    public static XElement Of(LedgerReport report, ChartIds ids)
    {
        var cycles = report.Periods.Sum(static period => (long)period.Cycles);
        var failed = report.Periods.Sum(static period => (long)period.Failed);
        var degraded = report.Periods.Sum(static period => (long)period.Degraded);
        return Section(
            "failures",
            "Failures",
            "A failed cycle decides nothing. A degraded cycle decides with what it could read.",
            cycles == 0 ? Nothing("No cycle ran in the period.")
            : failed + degraded == 0 ? Nothing($"None of {Shown.Count(cycles)} cycles failed or was degraded.")
            : Several(Parts(report, failed, degraded, cycles, ids)));
    }

    private static IEnumerable<XElement?> Parts(LedgerReport report, long failed, long degraded, long cycles, ChartIds ids)
    {
        yield return Figure(
            $"{Shown.Count(failed)} failed and {Shown.Count(degraded)} degraded of {Shown.Count(cycles)} cycles, "
            + $"in spans of {Shown.Length(report.Step)}",
            width =>
            {
                var frame = new ChartFrame(width, 150);
                return frame.Picture(
                    ids,
                    "Cycles that failed or were degraded, over time",
                    $"{Shown.Count(failed)} failed, {Shown.Count(degraded)} degraded.",
                    StackedBars.Draw(
                        frame,
                        [.. report.Periods.Select(static period => period.Start)],
                        report.Step,
                        [
                            new StackedBars.Series("failed", "out", [.. report.Periods.Select(static period => (double)period.Failed)]),
                            new StackedBars.Series("degraded", "s5", [.. report.Periods.Select(static period => (double)period.Degraded)]),
                        ],
                        Shown.Short));
            },
            Legend([("out", "failed"), ("s5", "degraded")]));
        yield return Table("The newest cycles that failed or were degraded", Columns, report.Failures.Select(static row => new object?[]
        {
            Shown.Moment(row.CycleTimestamp),
            StoredText.Of(row.Outcome),
            row.Error is null ? Shown.Unknown : SafeText.Label(row.Error, 300),
        }));
    }
}
