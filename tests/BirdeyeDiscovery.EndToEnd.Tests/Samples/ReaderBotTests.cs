using System.Text.RegularExpressions;
using BirdeyeDiscovery.Servers;
using BirdeyeDiscovery.Testing;

namespace BirdeyeDiscovery.EndToEnd.Tests;

/// <summary>The sample bot that only reads Redis, in a process of its own beside the sample host.</summary>
public sealed partial class ReaderBotTests
{
    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public async Task It_reads_from_Redis_what_the_host_in_another_process_decided()
    {
        using var folder = new TemporaryFolder();
        var redis = await SharedRedis.GetAsync();
        await using var birdeye = new LocalBirdeye(
            new LocalBirdeyeOptions { Seed = 5, Plan = new LocalPlan { RequestsPerSecond = 100_000 } });
        var settings = new Dictionary<string, string>
        {
            ["ConnectionStrings__Redis"] = redis.Endpoint,
            ["BirdeyeDiscovery__Cache__KeyPrefix"] = SharedRedis.NewPrefix(),
            ["BirdeyeDiscovery__Discovery__Interval"] = "00:01:00",
        };
        await using var bot = HostRun.StartSample("ReaderBot", folder.Path, settings);
        await bot.UntilAsync(() => bot.Output.Contains("Waiting for the first cycle", StringComparison.Ordinal), "its first line");
        await using var host = HostRun.Start(folder.Path, new Dictionary<string, string>(settings)
        {
            ["BirdeyeDiscovery__Birdeye__BaseUrl"] = (await birdeye.StartAsync(Cancellation)).AbsoluteUri,
            ["BirdeyeDiscovery__Birdeye__RequestsPerSecond"] = "1000",
            ["BirdeyeDiscovery__Discovery__TrendingLimit"] = "10",
        });
        await bot.UntilAsync(() => Lines(bot).Any(static line => line.EndsWith(" active", StringComparison.Ordinal)), "a cycle");
        await bot.UntilAsync(() => Lines(bot).Any(static line => ScoreLine().IsMatch(line)), "a score");

        Assert.DoesNotContain(Lines(bot), static line => line.Contains("not known", StringComparison.Ordinal));
        Assert.Equal(0, await bot.TerminateAsync());
        Assert.Equal(0, await host.TerminateAsync());
        Assert.Equal("", bot.Errors.Trim());
    }

    [Theory]
    [InlineData(null, "ConnectionStrings:Redis is not set; allowed is host:port")]
    [InlineData("http://redis:6379", "ConnectionStrings:Redis is a URI of another kind")]
    public async Task Without_a_usable_address_it_ends_with_2_and_one_line(string? redis, string line)
    {
        using var folder = new TemporaryFolder();
        var settings = redis is null ? [] : new Dictionary<string, string> { ["ConnectionStrings__Redis"] = redis };
        await using var bot = HostRun.StartSample("ReaderBot", folder.Path, settings);

        Assert.Equal(2, await bot.ExitAsync());
        Assert.StartsWith(line, Assert.Single(bot.Errors.Trim().Split('\n')), StringComparison.Ordinal);
    }

    private static string[] Lines(HostRun run) => run.Output.Split('\n').Select(static line => line.TrimEnd()).ToArray();

    [GeneratedRegex(@"^  SOL: score \d+\.\d, (rank \d+|no rank), last price [\d.E-]+ USD( \(stale\))?$")]
    private static partial Regex ScoreLine();
}
