using System.Globalization;
using System.Text.RegularExpressions;
using BirdeyeDiscovery.EndToEnd.Tests.Support;
using BirdeyeDiscovery.Servers;
using Npgsql;

namespace BirdeyeDiscovery.EndToEnd.Tests;

/// <summary>The paper bot as its user meets it: a process that may be killed at any instant, and a ledger that must not show it.</summary>
public sealed partial class TradingBotTests(UnbrokenBotRun unbroken) : IClassFixture<UnbrokenBotRun>
{
    private const int Seed = UnbrokenBotRun.Seed;

    private static readonly int Cycles = UnbrokenBotRun.Cycles;

    private static readonly int Kills = UnbrokenBotRun.IsLong ? 20 : 2;

    [Fact]
    public async Task It_trades_and_its_last_line_is_what_the_ledger_adds_up_to()
    {
        var cents = (await unbroken.Runs.RowsAsync("SELECT CAST(round(pnl_usd * 100) AS INTEGER) FROM trade_closes")).Select(static row => long.Parse(row, CultureInfo.InvariantCulture)).ToList();

        Assert.True(cents.Count >= 5, $"{cents.Count} closes");
        Assert.Equal(string.Create(CultureInfo.InvariantCulture, $"closes={cents.Count} pnl={cents.Sum() / 100m:0.00}"), unbroken.LastLine);
        Assert.Equal([$"{Cycles}|1"], await unbroken.Runs.RowsAsync("SELECT count(*), count(DISTINCT outcome) FROM discovery_snapshots WHERE outcome = 'complete'"));
        Assert.Equal([$"{cents.Count}|{cents.Sum()}"], await unbroken.Runs.RowsAsync("SELECT count(*), sum(pnl_cents) FROM positions WHERE closed_at IS NOT NULL AND recorded = 1"));
        Assert.Equal([$"{cents.Count}"], await unbroken.Runs.RowsAsync("SELECT sum(trades_count) FROM tracked_tokens"));
        Assert.Equal([$"{cents.Count}"], await unbroken.Runs.RowsAsync("SELECT sum(trades_count) FROM strategy_performance"));
        Assert.Empty(await unbroken.Runs.RowsAsync("SELECT token FROM positions WHERE closed_at IS NULL GROUP BY token HAVING count(*) > 1"));
    }

    [Fact]
    public void The_run_that_the_others_are_compared_with_is_that_of_the_README()
    {
        Assert.SkipWhen(UnbrokenBotRun.IsLong, "The long run has more cycles than the README shows.");
        Assert.Equal($"--cycles {Cycles} --seed {Seed}", string.Join(' ', ShownCommand.Of("TradingBotHost").Arguments));
    }

    [Fact]
    public async Task It_prints_each_trade_with_its_symbol_price_and_result()
    {
        var bought = Bought().Matches(unbroken.Output);
        var sold = Sold().Matches(unbroken.Output);
        var cents = sold.Sum(static trade => (long)(decimal.Parse(trade.Groups["result"].Value, CultureInfo.InvariantCulture) * 100));
        var symbols = await unbroken.Runs.RowsAsync(
            "SELECT DISTINCT t.symbol FROM positions p JOIN tracked_tokens t ON t.address = p.token ORDER BY 1");

        Assert.Equal(await unbroken.Runs.RowsAsync("SELECT count(*) FROM positions"), [$"{bought.Count}"]);
        Assert.Equal(
            await unbroken.Runs.RowsAsync("SELECT count(*), sum(pnl_cents) FROM positions WHERE closed_at IS NOT NULL"),
            [string.Create(CultureInfo.InvariantCulture, $"{sold.Count}|{cents}")]);
        Assert.Equal(symbols, bought.Select(static trade => trade.Groups["symbol"].Value).Distinct().Order(StringComparer.Ordinal));
    }

    [Fact]
    public async Task It_enters_only_tokens_that_may_be_traded()
    {
        Assert.Empty(await unbroken.Runs.RowsAsync("""
            SELECT p.id FROM positions p
            WHERE NOT EXISTS (SELECT 1 FROM token_lifecycle_events e WHERE e.token_address = p.token AND e.event_type = 'activated' AND julianday(e.created_at) <= julianday(p.opened_at))
               OR 'active' <> (SELECT e.to_status FROM token_lifecycle_events e
                               WHERE e.token_address = p.token AND e.to_status IS NOT NULL AND julianday(e.created_at) <= julianday(p.opened_at) ORDER BY e.id DESC LIMIT 1)
            """));
        Assert.Equal(["rsi_ema"], await unbroken.Runs.RowsAsync("SELECT DISTINCT strategy_type FROM tracked_tokens"));
    }

    [Fact]
    public async Task Killed_at_random_and_started_again_it_ends_in_the_same_ledger()
    {
        using var runs = new BotRuns();
        var random = new Random(20260105);
        for (var kill = 0; kill < Kills; kill++)
        {
            await using var run = runs.Start(Cycles, Seed);

            // So many cycles that the last kill, too, comes before the end.
            var cycles = random.Next(0, Cycles / Kills);
            await run.UntilAsync(() => run.Output.Count(static letter => letter == 'Z') >= cycles, $"cycle {cycles} after kill {kill}");
            await run.KillAsync();
        }

        Assert.Equal(unbroken.LastLine, await runs.ToEndAsync(Cycles, Seed));
        Assert.Equal(unbroken.Facts, await runs.FactsAsync());
        Assert.Equal(unbroken.LastLine, await runs.ToEndAsync(Cycles, Seed));
        Assert.Equal(unbroken.Facts, await runs.FactsAsync());
    }

    [Fact]
    public async Task Stopped_between_any_two_of_its_writes_it_ends_in_the_same_ledger()
    {
        using var runs = new BotRuns();
        await runs.ToEndAsync(4, Seed);

        // The trade is made, the ledger has not heard of it.
        Assert.Contains("stopped here", await runs.ToFailureAsync(Cycles, Seed, "INSERT ON trade_closes"), StringComparison.Ordinal);

        // The ledger has it, the bot does not know.
        Assert.Contains("stopped here", await runs.ToFailureAsync(Cycles, Seed, "UPDATE OF recorded ON positions WHEN (SELECT count(*) FROM trade_closes) > 2"), StringComparison.Ordinal);

        // The cycle is stored, and nothing of what the bot did on it, first with a close and then with an entry.
        Assert.Contains("stopped here", await runs.ToFailureAsync(Cycles, Seed, "UPDATE OF closed_at ON positions WHEN (SELECT count(*) FROM trade_closes) > 4"), StringComparison.Ordinal);
        Assert.Contains("stopped here", await runs.ToFailureAsync(Cycles, Seed, "INSERT ON positions WHEN (SELECT count(*) FROM trade_closes) > 6"), StringComparison.Ordinal);

        Assert.Equal(unbroken.LastLine, await runs.ToEndAsync(Cycles, Seed));
        Assert.Equal(unbroken.Facts, await runs.FactsAsync());
    }

    [Fact]
    public async Task The_seed_and_the_number_of_a_cycle_decide_alone()
    {
        using var same = new BotRuns();
        using var other = new BotRuns();
        await same.ToEndAsync(10, Seed);
        await other.ToEndAsync(10, Seed + 1);
        const string Scores = "SELECT snapshot_id, token_address, total_score FROM token_scores WHERE snapshot_id <= 10 ORDER BY id";
        var scores = await unbroken.Runs.RowsAsync(Scores);

        Assert.Equal(scores, await same.RowsAsync(Scores));
        Assert.NotEqual(scores, await other.RowsAsync(Scores));
        Assert.Equal(
            await unbroken.Runs.RowsAsync("SELECT id, entry_price FROM positions WHERE opened_at < '2026-01-05T00:20' ORDER BY id"),
            await same.RowsAsync("SELECT id, entry_price FROM positions ORDER BY id"));

        // A database goes on with the market that it was begun with.
        await using var mixed = other.Start(20, Seed);
        Assert.Equal(2, await mixed.ExitAsync());
        Assert.Contains($"--seed is '{Seed}'", mixed.Errors, StringComparison.Ordinal);
    }

    [Fact]
    public async Task On_Postgres_it_trades_the_same()
    {
        using var folder = new TemporaryFolder();
        await using var database = await TestDatabase.CreateAsync();
        await using (var run = HostRun.StartSample(
            "TradingBotHost",
            folder.Path,
            new Dictionary<string, string> { ["ConnectionStrings__Postgres"] = database.ConnectionString() },
            "--cycles",
            "15",
            "--seed",
            $"{Seed}"))
        {
            Assert.True(await run.ExitAsync() == 0, run.Output + run.Errors);
            Assert.StartsWith("closes=", BotRuns.LastLine(run), StringComparison.Ordinal);
        }

        await using var connection = new NpgsqlConnection(database.ConnectionString() + ";Pooling=false");
        const string Positions = "SELECT id, closed_at, pnl_cents, recorded FROM positions WHERE closed_at < '2026-01-05T00:29' ORDER BY id";
        var trades = await StoredRows.OfAsync(connection, Positions);
        Assert.NotEmpty(trades);
        Assert.Equal(await unbroken.Runs.RowsAsync(Positions), trades);
    }

    [Fact]
    public async Task Bad_flags_end_with_2_and_a_line_for_each_before_anything_is_made()
    {
        using var folder = new TemporaryFolder();
        await using var run = HostRun.StartSample("TradingBotHost", folder.Path, null, "--cycles", "many", "--seed", "-1", "--speed", "3");

        Assert.Equal(2, await run.ExitAsync());
        Assert.Equal(3, run.Errors.Trim().Split('\n').Length);
        Assert.Contains("--cycles is 'many'; allowed are whole numbers from 1 to", run.Errors, StringComparison.Ordinal);
        Assert.Contains("--seed is '-1'; allowed are whole numbers from 0 to", run.Errors, StringComparison.Ordinal);
        Assert.False(Directory.Exists(folder.File("data")));
    }

    [Fact]
    public async Task A_flag_without_its_value_does_not_take_the_next_flag_for_one()
    {
        using var folder = new TemporaryFolder();
        await using var run = HostRun.StartSample("TradingBotHost", folder.Path, null, "--seed=3", "--cycles", "--seed", "x");

        Assert.Equal(2, await run.ExitAsync());
        Assert.Equal(
            ["'--seed=3': there is no such flag", "--cycles has no value", "--seed is 'x'"],
            run.Errors.Trim().Split('\n').Select(static line => line[..line.IndexOf(';', StringComparison.Ordinal)]));
    }

    [Fact]
    public async Task A_file_that_is_no_database_ends_with_1_and_is_left_as_it_is()
    {
        using var folder = new TemporaryFolder();
        Directory.CreateDirectory(folder.File("data"));
        var text = new string('x', 200);
        await File.WriteAllTextAsync(folder.File("data/bot.db"), text, TestContext.Current.CancellationToken);
        await using var run = HostRun.StartSample("TradingBotHost", folder.Path, null, "--cycles", "3");

        Assert.Equal(1, await run.ExitAsync());
        Assert.Contains("it is not a SQLite database", run.Errors, StringComparison.Ordinal);
        Assert.Contains("when the cause is gone, the same command goes on", run.Errors, StringComparison.Ordinal);
        Assert.Equal(text, await File.ReadAllTextAsync(folder.File("data/bot.db"), TestContext.Current.CancellationToken));
    }

    [GeneratedRegex(@"(?m)^  buy (?<symbol>\S+) at [\d.E-]+ USD for 1000 USD, stop [\d.E-]+, target [\d.E-]+\r?$")]
    private static partial Regex Bought();

    [GeneratedRegex(@"(?m)^  sell (?<symbol>\S+) at [\d.E-]+ USD, bought at [\d.E-]+: (?<result>[+-]?\d+\.\d\d) USD \([a-z ]+\)\r?$")]
    private static partial Regex Sold();
}
