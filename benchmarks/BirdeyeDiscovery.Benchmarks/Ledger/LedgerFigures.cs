using System.Diagnostics;
using System.Globalization;
using BirdeyeDiscovery.Benchmarks.Fixtures;
using BirdeyeDiscovery.Benchmarks.Stores;
using BirdeyeDiscovery.Ledger;

namespace BirdeyeDiscovery.Benchmarks.Ledger;

/// <summary>
/// Measures questions about the past on PostgreSQL: cycles replayed a minute, and the time of an explanation among many rows.
/// </summary>
internal static class LedgerFigures
{
    private const int Candidates = 50;
    private const int Cycles = 1_500;
    private const int Explanations = 400;
    private const int ScoreRows = 1_000_000;

    public static async Task<int> RunAsync(TextWriter output)
    {
        await using var bench = await StoreBench.StartAsync();
        var source = await bench.MakeAsync("ledger");
        await StoreBench.RunAsync(source, HistoryRows.Scores(ScoreRows));
        await StoreBench.RunAsync(
            source,
            string.Create(CultureInfo.InvariantCulture, $"SELECT discovery_prepare_partitions('{HistoryRows.End:O}', 0);"));
        // The generated rows have ids of their own.
        await StoreBench.RunAsync(
            source,
            "SELECT setval(pg_get_serial_sequence('discovery_snapshots', 'id'), (SELECT max(id) FROM discovery_snapshots));");
        var host = await bench.LeadAsync(source);
        await FillAsync(host, Cycles);
        var cycles = new PastCycles(host.History, static options => new TokenScorer(options), null, static () => "solana");
        var replayer = new CycleReplayer(cycles);
        var first = HistoryRows.End;
        _ = await replayer.VerifyAsync(first, first.AddMinutes(400));

        var started = Stopwatch.GetTimestamp();
        var check = await replayer.VerifyAsync(first);
        var verified = Rate(check.Equal, Stopwatch.GetElapsedTime(started));
        started = Stopwatch.GetTimestamp();
        var replayed = 0L;
        await foreach (var _ in replayer.ReplayAsync(
            new ReplayChange { Configure = static options => options.Discovery.ActiveSlots = 5 }, first))
        {
            replayed++;
        }

        var changed = Rate(replayed, Stopwatch.GetElapsedTime(started));
        var (median, p95) = await ExplainAsync(new DiscoveryExplainer(cycles, host.Store));
        var peak = Process.GetCurrentProcess().PeakWorkingSet64 / 1e6;
        var rows = string.Create(
            CultureInfo.InvariantCulture,
            $"""
            | what | measured | bound |
            |---|--:|--:|
            | cycles of {Candidates} candidates whose stored rows are verified, a minute | {verified:N0} | at least 20,000 |
            | cycles replayed with other options, a minute | {changed:N0} | at least 20,000 |
            | an explanation with its counterfactual, median | {median.TotalMilliseconds:0.0} ms | |
            | an explanation with its counterfactual, 95 of 100 | {p95.TotalMilliseconds:0.0} ms | under 50 ms |
            | peak memory of the process | {peak:0} MB | |
            """);
        await output.WriteLineAsync($"{rows}\n{check.Different} cycles differ.");
        await LedgerPage.WriteAsync(
            "## Questions about the past",
            $"""
            Written by `./bench.sh --ledger`: {Cycles.ToString("N0", CultureInfo.InvariantCulture)} cycles on PostgreSQL beside
            {ScoreRows.ToString("N0", CultureInfo.InvariantCulture)} older score rows, on a machine with two cores.

            {rows}
            """);
        return verified >= 20_000 && changed >= 20_000 && p95 < TimeSpan.FromMilliseconds(50) && check.Different == 0 ? 0 : 1;
    }

    private static double Rate(long cycles, TimeSpan time) => cycles / time.TotalMinutes;

    // The mode writes no tokens, so that every cycle can start from the same state.
    internal static async Task FillAsync(BenchHost host, int cycles)
    {
        var scorer = new TokenScorer(new ScoringOptions());
        var random = new Random(11);
        CycleInputBase? known = null;
        var made = PlannerFixture.Create(Candidates, scorer);
        made.Options.Discovery.Mode = DiscoveryMode.Record;
        for (var cycle = 0; cycle < cycles; cycle++)
        {
            var input = made with
            {
                CycleTimestamp = HistoryRows.End.AddMinutes(2 * cycle),
                Epoch = host.Epoch,
                Candidates = [.. made.Candidates.Select(facts => facts with
                {
                    LiquidityUsd = facts.LiquidityUsd * (.9 + (.2 * random.NextDouble())),
                    Change1hPercent = facts.Change1hPercent + (random.NextDouble() * 4) - 2,
                })],
            };
            (var block, known) = CycleInputCodec.Pack(input, known);
            await host.Store.CommitCycleAsync(host.Epoch, CyclePlanner.Plan(input, scorer) with { Input = block });
        }
    }

    private static async Task<(TimeSpan Median, TimeSpan P95)> ExplainAsync(DiscoveryExplainer explainer)
    {
        var random = new Random(12);
        var times = new List<TimeSpan>();
        for (var question = -50; question < Explanations; question++)
        {
            var at = HistoryRows.End.AddMinutes(2 * random.Next(Cycles));
            var started = Stopwatch.GetTimestamp();
            _ = await explainer.ExplainAsync(PlanFixture.Address(random.Next(Candidates)), at);
            if (question >= 0)
            {
                times.Add(Stopwatch.GetElapsedTime(started));
            }
        }

        times.Sort();
        return (times[times.Count / 2], times[times.Count * 95 / 100]);
    }
}
