using BirdeyeDiscovery.Conformance;
using BirdeyeDiscovery.Integration.Tests.Postgres;
using BirdeyeDiscovery.Integration.Tests.Sqlite;
using BirdeyeDiscovery.Servers;

namespace BirdeyeDiscovery.Integration.Tests;

/// <summary>Trades from eight callers in three processes that are killed at random: what was acknowledged is stored, once, and adds up to the cent.</summary>
public sealed class KilledHostsTests
{
    private static readonly string[] Addresses = [Tokens.Bonk, Tokens.Bonk, Tokens.Bonk, Tokens.Wif, "later", "never"];

    private static readonly int[] CallersOfHosts = [3, 3, 2];

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    // A multiple of ten; BIRDEYE_LONG=1 is for hand and night.
    private static int Calls => Environment.GetEnvironmentVariable("BIRDEYE_LONG") == "1" ? 10_000 : 1_000;

    [Fact]
    public async Task On_postgres_three_killed_hosts_behind_cut_connections_lose_and_repeat_no_trade()
    {
        await using var harness = new PostgresHarness();
        await harness.StartAsync(Cancel);
        await using var proxy = new PostgresProxy((await SharedPostgres.GetAsync()).Port);
        var database = await harness.DatabaseAsync();
        var random = new Random(23);
        var cuts = 0;
        proxy.OnMessage = _ =>
        {
            lock (random)
            {
                return random.Next(500) > 0 ? null : ++cuts % 2 == 0 ? PostgresFault.Cut : PostgresFault.LoseAnswer;
            }
        };

        await RunAsync(harness, "postgres", PostgresConnection.To(proxy.Port, database.Name, PostgresRoles.Runtime));

        Assert.True(cuts > 5, $"Only {cuts} cuts.");
    }

    [Fact]
    public async Task On_one_sqlite_file_three_killed_processes_lose_and_repeat_no_trade()
    {
        await using var harness = new SqliteHarness();
        await harness.StartAsync(Cancel);

        await RunAsync(harness, "sqlite", harness.Path);
    }

    private static async Task RunAsync(StoreHarness harness, string store, string target)
    {
        await harness.CommitAsync(Plans.Cycle(1, tokens: [Tokens.New(Tokens.Bonk, "BONK", 1), Tokens.New(Tokens.Wif, "WIF", 1)]), Cancel);
        var random = new Random(17);
        var (trades, calls) = Generate(random);
        TradeSenderHost[] hosts = [.. CallersOfHosts.Select(callers => new TradeSenderHost(store, target, PostgresHarness.Schema, callers))];
        var half = new TaskCompletionSource();
        var answers = 0;
        var interfering = InterfereAsync(harness, half.Task);

        await Task.WhenAll(hosts.Select((host, index) =>
        {
            var share = calls.Where(call => call.Number % 3 == index).ToList();
            int[] deaths = [.. Enumerable.Range(0, 3).Select(_ => random.Next(1, share.Count / 4))];
            return host.SendAsync(share, deaths, Answered, Cancel);
        }));
        await interfering;

        // A process may have answered everything before its answers are read and it is killed.
        Assert.InRange(hosts.Sum(host => host.Kills), 3, 9);
        await AssertAsync(harness, trades, calls, hosts.SelectMany(host => host.Answers).ToDictionary());

        void Answered()
        {
            if (Interlocked.Increment(ref answers) == calls.Count / 2)
            {
                half.SetResult();
            }
        }
    }

    // Of ten calls seven are first ones, two repeat one, and one has another figure under the same id; all in random order.
    private static (List<TradeClose> Trades, List<(int Number, TradeClose Close)> Calls) Generate(Random random)
    {
        var trades = Enumerable.Range(0, Calls * 7 / 10)
            .Select(number => Trades.Close($"t{number}", Addresses[number % 6], random.Next(-9_000, 9_000) / 100m, random.Next(-100, 200), random.Next(0, 72)))
            .ToList();
        TradeClose[] calls = [.. trades, .. trades.Take(Calls * 2 / 10), .. trades.TakeLast(Calls / 10).Select(close => close with { PnlUsd = close.PnlUsd + .01m })];
        random.Shuffle(calls);
        return (trades, [.. calls.Index()]);
    }

    // A cycle tracks a token that has trades already, and everything is computed anew, while the trades go on.
    private static async Task InterfereAsync(StoreHarness harness, Task half)
    {
        await half.WaitAsync(Cancel);
        await harness.CommitAsync(Plans.Cycle(2, tokens: [Tokens.New("later", "LATER", 2)]), Cancel);
        await harness.Host.Trades.RebuildPerformanceAsync(Cancel);
    }

    private static async Task AssertAsync(
        StoreHarness harness, List<TradeClose> trades, List<(int Number, TradeClose Close)> calls, Dictionary<int, TradeCloseResult> answers)
    {
        Assert.Equal(calls.Count, answers.Count);
        var stored = answers.Values.Select(answer => answer.Stored).Distinct().ToList();
        Assert.Equal(trades.Count, stored.Count);
        Assert.Equal(trades.Count, stored.Select(close => close.TradeId).Distinct().Count());
        Assert.All(answers, answer => Assert.Equal(calls[answer.Key].Close.TradeId, answer.Value.Stored.TradeId));
        Assert.All(answers, answer => Assert.Equal(calls[answer.Key].Close == answer.Value.Stored, answer.Value.Status != TradeCloseStatus.Conflict));
        Assert.Equal(Calls / 10, answers.Values.Count(answer => answer.Status == TradeCloseStatus.Conflict));

        // What was acknowledged is what the store reads back.
        var kept = new List<TradeClose>();
        foreach (var address in Addresses.Distinct())
        {
            kept.AddRange(await harness.Host.Trades.GetClosesAsync(address, Trades.Day.AddDays(-1), Trades.Day.AddDays(9), Cancel));
        }

        Assert.Equal(stored.OrderBy(close => close.TradeId, StringComparer.Ordinal), kept.OrderBy(close => close.TradeId, StringComparer.Ordinal));
        var oracle = new TradeOracle();
        foreach (var address in Addresses.Distinct().Where(address => address != "never"))
        {
            oracle.Track(address, TokenCategory.Emerging);
        }

        stored.ForEach(oracle.Record);
        await oracle.AssertAsync(harness, Cancel);
    }
}
