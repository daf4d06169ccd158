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
