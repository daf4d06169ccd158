using System.Diagnostics;
using System.Globalization;
using System.Text;
using BirdeyeDiscovery.Ledger;

namespace BirdeyeDiscovery.Benchmarks.Ledger;

/// <summary>Measures the measuring of the score, and writes its section of <c>docs/performance-ledger.md</c>.</summary>
internal static class MeasureFigures
{
    private const string Heading = "## Measuring the score";
    private const double MostSeconds = 5;

    public static async Task<int> RunAsync(TextWriter output)
    {
        // The first run compiles the methods.
        Run(50_000);
        var rows = new List<string>();
        var holds = true;
        foreach (var observations in new[] { 250_000, 1_000_000, 4_000_000 })
        {
            var (seconds, megabytes, tokens) = Run(observations);
            var isBound = observations == 1_000_000;
            holds &= !isBound || seconds < MostSeconds;
            var bound = isBound ? string.Create(CultureInfo.InvariantCulture, $"< {MostSeconds:0} s") : "";
            rows.Add(string.Create(
                CultureInfo.InvariantCulture,
                $"| {observations:N0} | {tokens:N0} | {seconds:0.00} s | {bound} | {megabytes:0.0} MB |"));
            await output.WriteLineAsync(rows[^1]);
        }

        await LedgerPage.WriteAsync(Heading, Section(rows));
        await output.WriteLineAsync(LedgerPage.Path + " is written.");
        return holds ? 0 : 1;
    }

    // Counts the time within the measure only, and not that of the generator.
    private static (double Seconds, double Megabytes, int Tokens) Run(int observations)
    {
        var cycles = observations / ObservedMarket.Slots;
        var meter = new ScoreMeter(new ScoreEvaluationOptions());
        var watch = new Stopwatch();
        var before = GC.GetTotalMemory(forceFullCollection: true);
        long most = 0;
        var done = 0;
        foreach (var cycle in ObservedMarket.Read(cycles))
        {
            watch.Start();
            meter.Add(cycle);
            watch.Stop();
            if (++done % (cycles / 10) == 0)
            {
                most = Math.Max(most, GC.GetTotalMemory(forceFullCollection: true) - before);
            }
        }

        watch.Start();
        var report = meter.Report()[0];
        watch.Stop();
        return (watch.Elapsed.TotalSeconds, most / 1e6, report.Tokens);
    }

    private static string Section(List<string> rows)
    {
        var section = new StringBuilder();
        section.Append("Written by `./bench.sh --measure`. Cycles of 50 tokens two minutes apart with all five components; a token is scored for\n");
        section.Append("eight hours on average. Four horizons of 15 minutes to 24 hours, seven factors, on one core. Memory is the most that was\n");
        section.Append("reachable at ten moments: that of the cycles of the last 24 hours, and about a kilobyte for each token.\n\n");
        section.Append("| observations | tokens | time | bound | memory |\n|--:|--:|--:|--:|--:|\n");
        rows.ForEach(row => section.Append(row).Append('\n'));
        return section.ToString();
    }
}
