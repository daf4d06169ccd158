using Microsoft.Extensions.DependencyInjection;

namespace BirdeyeDiscovery.Tool.Tests;

/// <summary>A store in which engines of two chains wrote. No answer mixes them.</summary>
public sealed class ChainTests(SharedLedger ledger) : ToolTest(ledger)
{
    private const string Both = "data/discovery.db has cycles of the chains base and solana";

    private static readonly Dictionary<string, string> OfBase = new() { ["BirdeyeDiscovery__Birdeye__Chain"] = "base" };

    [Theory]
    [InlineData("tokens")]
    [InlineData("tokens --json")]
    [InlineData("tokens --at latest")]
    [InlineData("why {token}")]
    [InlineData("history {token}")]
    [InlineData("cycles")]
    [InlineData("diff latest-1 latest")]
    [InlineData("events")]
    [InlineData("replay")]
    [InlineData("replay --set Discovery:ActiveSlots=3")]
    [InlineData("measure")]
    [InlineData("export csv")]
    [InlineData("report")]
    [InlineData("pause {token} --reason x")]
    public async Task A_store_of_two_chains_asks_for_one(string command)
    {
        var run = await RunInAsync(Ledger.TwoChainsFolder, Arguments(command));

        Assert.Equal(($"{Both}; name one with --chain, such as --chain base.", ExitCodes.NoAnswer, ""), (run.Errors.Trim(), run.ExitCode, run.Output));
    }

    [Theory]
    [InlineData("events --follow")]
    [InlineData("mcp")]
    public async Task A_command_that_goes_on_asks_for_one_chain_first(string command)
    {
        // A tool that answers instead would follow the events, and serve its client, forever.
        using var ended = CancellationTokenSource.CreateLinkedTokenSource(TestContext.Current.CancellationToken);
        ended.CancelAfter(TimeSpan.FromMinutes(2));
        var context = Context(Ledger.TwoChainsFolder);

        var exitCode = await ToolApp.RunAsync(command.Split(' '), context, ended.Token);

        Assert.Equal((ExitCodes.NoAnswer, ""), (exitCode, context.Output.ToString()));
        Assert.StartsWith(Both + "; name one with --chain", context.Error.ToString(), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("tokens --all")]
    [InlineData("tokens --at latest-2")]
    [InlineData("why {token}")]
    [InlineData("why {symbol}")]
    [InlineData("history {symbol}")]
    [InlineData("cycles")]
    [InlineData("diff latest-3 latest")]
    [InlineData("events --limit 1000")]
    [InlineData("replay")]
    [InlineData("replay --set Discovery:ActiveSlots=3")]
    [InlineData("measure")]
    public async Task The_answer_for_one_chain_is_that_of_a_store_of_it_alone(string command)
    {
        var alone = await RunAsync([.. Arguments(command), "--json"]);
        var run = await RunInAsync(Ledger.TwoChainsFolder, [.. Arguments(command), "--json", "--chain", "solana"]);

        Assert.Equal((alone.Output, "", 0), (run.Output, run.Errors, run.ExitCode));
    }

    [Fact]
    public async Task An_export_has_the_rows_of_one_chain()
    {
        var rows = Ledger.Results.Sum(static cycle => cycle.ActiveTokens.Count);
        using var folder = new TemporaryFolder();

        var run = await RunInAsync(Ledger.TwoChainsFolder, "export", "csv", "--chain", "solana", "--out", folder.File("all.csv"));

        Assert.Equal((0, ""), (run.ExitCode, run.Errors));
        Assert.StartsWith(string.Create(System.Globalization.CultureInfo.InvariantCulture, $"{rows} rows written to "), run.Output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_configuration_may_name_the_chain()
    {
        var cycles = await ToolRun.OfAsync(Context(Ledger.TwoChainsFolder, OfBase), "cycles", "--json");
        var tokens = await ToolRun.OfAsync(Context(Ledger.TwoChainsFolder, OfBase), "tokens", "--json");

        Assert.Equal(SharedLedger.BaseCycles, cycles.Json.GetArrayLength());
        Assert.NotEmpty(tokens.Json.GetProperty("tokens").EnumerateArray());
        Assert.Empty(tokens.Json.GetProperty("tokens").EnumerateArray()
            .Select(static token => token.GetProperty("address").GetString())
            .Intersect(Ledger.Results[^1].ActiveTokens.Select(static token => token.Address)));
    }

    [Fact]
    public async Task A_report_cannot_be_of_one_chain_of_several()
    {
        var run = await RunInAsync(Ledger.TwoChainsFolder, "report", "--chain", "solana");

        Assert.Equal((ExitCodes.NoAnswer, ""), (run.ExitCode, run.Output));
        Assert.StartsWith("A report has trades, which are not stored by chain", run.Errors, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("tokens")]
    [InlineData("why SOL")]
    public async Task A_chain_that_the_store_does_not_have(string command)
    {
        var several = await RunInAsync(Ledger.TwoChainsFolder, [.. Arguments(command), "--chain", "ethereum"]);
        var one = await RunAsync([.. Arguments(command), "--chain", "ethereum"]);

        Assert.Equal(($"{Both}, and none of the chain ethereum; name another with --chain.", ExitCodes.NoAnswer), (several.Errors.Trim(), several.ExitCode));
        Assert.Equal(
            ("data/discovery.db has cycles of the chain solana, and none of the chain ethereum; name another with --chain.", ExitCodes.NoAnswer),
            (one.Errors.Trim(), one.ExitCode));
    }

    [Fact]
    public async Task A_name_that_cannot_be_a_chain_is_a_wrong_value()
    {
        var run = await RunAsync("tokens", "--chain", "So Lana");

        Assert.Equal((ExitCodes.Usage, ""), (run.ExitCode, run.Output));
        Assert.StartsWith("BirdeyeDiscovery:Birdeye:Chain is 'So Lana'; allowed:", run.Errors, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_store_of_one_chain_needs_no_name()
    {
        var replay = await RunInAsync(Ledger.BaseFolder, "replay");
        var tokens = await RunInAsync(Ledger.BaseFolder, "tokens");

        Assert.Equal(("", 0), (replay.Errors, replay.ExitCode));
        Assert.Contains("3 cycles replayed: 3 equal, 0 different.", replay.Output, StringComparison.Ordinal);
        Assert.Equal(("", 0), (tokens.Errors, tokens.ExitCode));
    }

    [Theory]
    [InlineData("run --cycles 1", true)]
    [InlineData("run --cycles 1 --chain base", false)]
    public async Task A_run_does_not_write_into_a_store_of_another_chain(string command, bool isConfigured)
    {
        using var copy = Ledger.Copy();

        var run = await ToolRun.OfAsync(Context(copy.Path, isConfigured ? OfBase : null), command.Split(' '));
        var cycles = await RunInAsync(copy.Path, "cycles", "--json");

        Assert.Equal((ExitCodes.NoAnswer, ""), (run.ExitCode, run.Output));
        Assert.Equal(
            "data/discovery.db has cycles of the chain solana, and this run is of the chain base. Nothing is written, because the tracked tokens of two "
            + "chains cannot be told apart; name another store with --sqlite or --postgres, or another chain with --chain.",
            run.Errors.Trim());
        Assert.Equal(SharedLedger.Cycles, cycles.Json.GetArrayLength());
    }

    [Fact]
    public async Task An_engine_does_not_lead_on_a_store_of_another_chain()
    {
        using var copy = Ledger.Copy();
        var store = copy.File(StorePlace.DefaultFile);
        var start = Ledger.Newest.CycleTimestamp.AddHours(1);

        var refused = await Assert.ThrowsAsync<InvalidOperationException>(() => SharedLedger.RunAsync(store, "base", 8, start, 1));

        // It has not taken the lease, so an engine of the store's chain leads at once.
        var own = await SharedLedger.RunAsync(store, "solana", 7, start, 1);
        Assert.Equal(
            "The newest cycle in the store, that of 2026-05-04T12:14:00.0000000+00:00, is of the chain solana, and Birdeye:Chain is base: give each chain a "
            + "store of its own, by Storage:Schema or another SQLite file. This host does not lead.",
            refused.Message);
        Assert.Equal(CycleStatus.Ran, Assert.Single(own).Status);
    }

    [Fact]
    public async Task A_cycle_under_a_wrong_chain_does_not_keep_the_right_engine_from_its_store()
    {
        using var folder = new TemporaryFolder();
        var store = folder.File("mixed.db");
        File.Copy(Path.Combine(Ledger.TwoChainsFolder, StorePlace.DefaultFile), store);

        foreach (var chain in (string[])["solana", "base"])
        {
            var run = await SharedLedger.RunAsync(store, chain, 7, Ledger.Newest.CycleTimestamp.AddDays(1), 1);
            Assert.Equal(CycleStatus.Ran, Assert.Single(run).Status);
        }
    }

    [Fact]
    public async Task An_engine_whose_chain_is_changed_gives_up_its_store_until_the_change_is_taken_back()
    {
        using var copy = Ledger.Copy();
        var store = copy.File(StorePlace.DefaultFile);
        var clock = new SimulatedClock(Ledger.Newest.CycleTimestamp.AddHours(1));
        var chain = "solana";
        await using var provider = SharedLedger.Services(store, () => chain, 7, clock);
        var engine = provider.GetRequiredService<IDiscoveryEngine>();
        var first = clock.Drive(engine.RunCycleAsync());
        Assert.Equal(CycleStatus.Ran, first.Status);

        chain = "base";
        clock.AdvanceTo(first.NextDue!.Value);
        Assert.Throws<InvalidOperationException>(() => clock.Drive(engine.RunCycleAsync()));

        // Another host with the right chain leads at once.
        Assert.Equal(CycleStatus.Ran, Assert.Single(await SharedLedger.RunAsync(store, "solana", 7, clock.GetUtcNow(), 1)).Status);

        chain = "solana";
        clock.AdvanceTo(clock.GetUtcNow().AddHours(1));
        Assert.Equal(CycleStatus.Ran, clock.Drive(engine.RunCycleAsync()).Status);
    }

    [Fact]
    public async Task Retention_is_for_all_chains()
    {
        var run = await RunInAsync(Ledger.TwoChainsFolder, "retention");

        Assert.Equal((0, ""), (run.ExitCode, run.Errors));
    }

    [Fact]
    public async Task Doctor_says_that_two_chains_are_in_one_store()
    {
        var run = await RunInAsync(Ledger.TwoChainsFolder, "doctor");

        Assert.Equal(ExitCodes.No, run.ExitCode);
        Assert.Contains("The store has cycles of the chains base and solana", run.Words, StringComparison.Ordinal);
    }

    private string[] Arguments(string command) =>
        [.. command.Split(' ').Select(word => word switch { "{token}" => Ledger.Active.Address, "{symbol}" => Ledger.Active.Symbol, _ => word })];
}
