using System.Diagnostics;
using System.Globalization;
using System.Text;
using BirdeyeDiscovery.Benchmarks.Stores;
using BirdeyeDiscovery.Ledger;

namespace BirdeyeDiscovery.Benchmarks.Ledger;

/// <summary>Measures the report on PostgreSQL, and writes its section of <c>docs/performance-ledger.md</c>.</summary>
internal static class ReportFigures
{
    private const string Heading = "## The report";
    private const double MostSeconds = 10;
    private const int WithInputs = 20;

    public static async Task<int> RunAsync(TextWriter output)
    {
        await using var bench = await StoreBench.StartAsync();

        // The first run compiles the methods.
        await RunAsync(bench, 20_000);
        var rows = new List<string>();
        var holds = true;
        foreach (var scores in new[] { 250_000, 1_000_000 })
        {
            var (build, processor, write, size, megabytes, tokens) = await RunAsync(bench, scores);
            var isBound = scores == 1_000_000;
            holds &= !isBound || build + write < MostSeconds;
            var bound = isBound ? string.Create(CultureInfo.InvariantCulture, $"< {MostSeconds:0} s") : "";
            rows.Add(string.Create(
                CultureInfo.InvariantCulture,
                $"| {scores:N0} | {scores / 2:N0} | {tokens:N0} | {build:0.00} s | {processor:0.00} s | {write:0.00} s | {bound} | {megabytes:0.0} MB | {size / 1e3:0} kB |"));
            await output.WriteLineAsync(rows[^1]);
        }

        await LedgerPage.WriteAsync(Heading, Section(rows));
        await output.WriteLineAsync(LedgerPage.Name + " is written.");
        return holds ? 0 : 1;
    }

    private static async Task<(double Build, double Processor, double Write, long Size, double Megabytes, int Tokens)> RunAsync(
        StoreBench bench, int scores)
    {
        var source = await bench.MakeAsync($"report_{scores}");
        await StoreBench.RunAsync(source, ReportRows.Of(scores));
        await StoreBench.RunAsync(source, HistoryRows.Trades);
        var host = await bench.LeadAsync(source);
        await host.Trades.RebuildPerformanceAsync();

        // The newest cycles have inputs, so that the tokens are explained.
        await LedgerFigures.FillAsync(host, WithInputs);
        var cycles = new PastCycles(host.History, static options => new TokenScorer(options), null, static () => "solana");
        var reporter = new LedgerReporter(
            host.History, host.Store, host.Analytics, new DiscoveryExplainer(cycles, host.Store), TimeProvider.System);
        var to = HistoryRows.End.AddMinutes(2 * WithInputs);
        var options = new LedgerReportOptions { From = to.AddDays(-40), To = to };

        using var process = Process.GetCurrentProcess();
        var used = process.TotalProcessorTime;
        var started = Stopwatch.GetTimestamp();
        var report = await reporter.BuildAsync(options);
        var build = Stopwatch.GetElapsedTime(started);
        process.Refresh();
        var processor = process.TotalProcessorTime - used;
        started = Stopwatch.GetTimestamp();
        await using var page = new MemoryStream();
        await using (var writer = new StreamWriter(page, leaveOpen: true))
        {
            await LedgerReportPage.WriteHtmlAsync(report, writer);
        }

        var write = Stopwatch.GetElapsedTime(started);
        var tokens = report.Scores.Sum(static score => score.Tokens);
        var megabytes = await MemoryAsync(reporter, options);
        return (build.TotalSeconds, processor.TotalSeconds, write.TotalSeconds, page.Length, megabytes, tokens);
    }

    // Collections would count as time, so another run is looked at.
    private static async Task<double> MemoryAsync(LedgerReporter reporter, LedgerReportOptions options)
    {
        var before = GC.GetTotalMemory(forceFullCollection: true);
        var most = before;
        var building = Task.Run(async () => await reporter.BuildAsync(options));
        while (!building.IsCompleted)
        {
            most = Math.Max(most, GC.GetTotalMemory(forceFullCollection: true));
            await Task.WhenAny(building, Task.Delay(100));
        }

        await building;
        return (most - before) / 1e6;
    }

    // Other work on the machine makes the times longer than they are.
    private static string Load() => File.Exists("/proc/loadavg")
        ? string.Create(
            CultureInfo.InvariantCulture,
            $" The load average was {File.ReadAllText("/proc/loadavg").Split(' ')[0]} on {Environment.ProcessorCount} cores.")
        : "";

    private static string Section(List<string> rows)
    {
        var section = new StringBuilder();
        section.Append("Written by `./bench.sh --report`, which needs PostgreSQL. Cycles of 50 scores and 25 rejections two minutes apart; 40 tokens at a time\n");
        section.Append("are scored for eight hours and go. 50 tokens are tracked, 20 of them are explained. The report reads and measures all rows, and the\n");
        section.Append("server runs on the same cores. *Processor* is the time that all threads of this process needed, whatever else ran. Memory is the most\n");
        section.Append("that was reachable in a second run, most of it two pages of 200 cycles.");
        section.Append(CultureInfo.InvariantCulture, $"{Load()}\n\n");
        section.Append("| scores | rejections | tokens | build | processor | write | bound of build and write | memory | file |\n");
        section.Append("|--:|--:|--:|--:|--:|--:|--:|--:|--:|\n");
        rows.ForEach(row => section.Append(row).Append('\n'));
        return section.ToString();
    }
}
