namespace BirdeyeDiscovery.Tool.Tests;

/// <summary>A newcomer's first command, in an empty folder and without a key.</summary>
public sealed class RunCommandTests(SharedLedger ledger) : ToolTest(ledger)
{
    // Intervals of two seconds at the default speed take no time, and a cycle still has ten real seconds.
    private static readonly Dictionary<string, string> ShortInterval = new() { ["BirdeyeDiscovery__Discovery__Interval"] = "00:00:02" };

    [Fact]
    public async Task Run_says_that_a_generated_market_answers_and_what_to_ask_next()
    {
        using var folder = new TemporaryFolder();

        var run = await ToolRun.OfAsync(Context(folder.Path, ShortInterval), "run", "--cycles", "2");
        var again = await ToolRun.OfAsync(Context(folder.Path, ShortInterval), "run", "--cycles", "1");
        var cycles = await RunInAsync(folder.Path, "cycles", "--json");

        Assert.True(run.ExitCode == 0, run.Errors + run.Output);
        Assert.StartsWith("There is no API key, so a generated market in this process answers", run.Output, StringComparison.Ordinal);
        Assert.Contains("2 cycles: 2 complete, 0 degraded, 0 failed", run.Words, StringComparison.Ordinal);
        Assert.Contains("active tokens in data/discovery.db.", run.Words, StringComparison.Ordinal);
        var example = run.Words.Split("Next: birdeye-discovery tokens, or birdeye-discovery why ")[1];
        Assert.Contains(example, (await RunInAsync(folder.Path, "tokens", "--addresses")).Words, StringComparison.Ordinal);
        Assert.True(TextRules.IsAddress("solana", example), example);
        Assert.Equal(0, (await RunInAsync(folder.Path, "why", example, "--at", "2")).ExitCode);
        Assert.DoesNotContain(Escape, run.Output);
        Assert.True(again.ExitCode == 0, again.Errors + again.Output);
        Assert.Equal(3, cycles.Json.GetArrayLength());
    }

    [Fact]
    public async Task A_speed_is_refused_where_time_must_be_real()
    {
        var run = await ToolRun.OfAsync(
            Context(Ledger.Folder, new Dictionary<string, string> { ["BirdeyeDiscovery__Birdeye__ApiKey"] = "key" }), "run", "--speed", "60");

        Assert.Equal((ExitCodes.Usage, ""), (run.ExitCode, run.Output));
        Assert.Equal("--speed is 60; with an API key or an address of your own only 1 is allowed.", run.Errors.Trim());
    }

    /// <remarks>A store whose writer left no mark may hold the tokens of a bot that trades.</remarks>
    [Fact]
    public async Task A_generated_market_is_not_written_into_a_file_with_other_cycles()
    {
        using var copy = Ledger.Copy();

        var run = await ToolRun.OfAsync(Context(copy.Path, ShortInterval), "run", "--cycles", "1");

        Assert.Equal((ExitCodes.Usage, ""), (run.ExitCode, run.Output));
        Assert.Equal(
            "data/discovery.db holds cycles that no generated market is known to have written, and this run has no API key; set the key, or name "
                + "another file with --sqlite.",
            run.Errors.Trim());
        Assert.Equal(SharedLedger.Cycles, (await RunInAsync(copy.Path, "cycles", "--json")).Json.GetArrayLength());
    }

    [Fact]
    public async Task The_real_api_is_not_written_into_the_file_of_a_generated_market()
    {
        using var copy = Ledger.Copy();
        await File.WriteAllTextAsync(copy.File("data/discovery.db.generated"), "", TestContext.Current.CancellationToken);
        var key = new Dictionary<string, string> { ["BirdeyeDiscovery__Birdeye__ApiKey"] = "key" };

        var run = await ToolRun.OfAsync(Context(copy.Path, key), "run", "--cycles", "1");

        Assert.Equal((ExitCodes.Usage, ""), (run.ExitCode, run.Output));
        Assert.Equal(
            "data/discovery.db holds a generated market, and this run asks another one; name another file with --sqlite, or delete this one and "
                + "data/discovery.db.generated.",
            run.Errors.Trim());
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public void The_first_run_on_an_empty_store_decides_whether_it_is_marked(bool isLocal)
    {
        using var folder = new TemporaryFolder();
        var path = folder.File("new.db");
        if (!isLocal)
        {
            // Somebody deleted the file of a trial, and left its mark.
            File.WriteAllText(path + GeneratedMark.Ending, "");
        }

        GeneratedMark.Check("new.db", path, isLocal, hasCycles: false);

        Assert.Equal(isLocal, File.Exists(path + GeneratedMark.Ending));
        GeneratedMark.Check("new.db", path, isLocal, hasCycles: true);
    }

    [Theory]
    [InlineData("--postgres Host=postgres.invalid", "PostgreSQL (--postgres)")]
    [InlineData("--redis redis.invalid:6379", "data/discovery.db and Redis (--redis)")]
    public async Task A_generated_market_is_not_written_to_a_server_without_an_end(string place, string name)
    {
        using var folder = new TemporaryFolder();
        var run = await ToolRun.OfAsync(Context(folder.Path, ShortInterval), ["run", .. place.Split(' ')]);

        Assert.Equal((ExitCodes.Usage, ""), (run.ExitCode, run.Output));
        Assert.Equal(
            $"BirdeyeDiscovery:Birdeye:ApiKey is not set, and a generated market would be written to {name}; set the key, or name --cycles "
                + "or --speed for a trial.",
            run.Errors.Trim());
    }
}
