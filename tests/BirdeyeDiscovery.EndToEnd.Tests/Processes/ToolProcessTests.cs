using System.Text.Json;
using BirdeyeDiscovery.EndToEnd.Tests.Support;
using BirdeyeDiscovery.Servers;
using BirdeyeDiscovery.Testing;

namespace BirdeyeDiscovery.EndToEnd.Tests;

/// <summary>The command as a process on PostgreSQL and Redis. Its own tests run it on SQLite.</summary>
public sealed class ToolProcessTests
{
    private const string Jup = "JUPyiwrYJFskUPiHa7hkeR8VUtAeFoSYbKedZNsDvCN";
    private const string Permanent = "So11111111111111111111111111111111111111112";

    private static readonly string Program = Checkout.PathOf($"src/BirdeyeDiscovery.Tool/bin/{Checkout.Configuration}/net10.0/birdeye-discovery.dll");

    [Fact]
    public async Task The_command_runs_answers_and_operates_on_PostgreSQL_and_Redis()
    {
        using var folder = new TemporaryFolder();
        await using var database = await PostgresDatabases.CreateAsync();
        await using var birdeye = new LocalBirdeye(new LocalBirdeyeOptions { Seed = 5, Plan = new LocalPlan { RequestsPerSecond = 100_000 } });
        var server = await SharedRedis.GetAsync();
        var redis = await server.AdminAsync();
        var prefix = SharedRedis.NewPrefix();
        var settings = new Dictionary<string, string>
        {
            ["ConnectionStrings__Postgres"] = database.ConnectionString(PostgresRoles.Runtime),
            ["ConnectionStrings__Redis"] = server.Endpoint,
            ["BirdeyeDiscovery__Birdeye__BaseUrl"] = (await birdeye.StartAsync(TestContext.Current.CancellationToken)).AbsoluteUri,
            ["BirdeyeDiscovery__Birdeye__ApiKey"] = "any",
            ["BirdeyeDiscovery__Birdeye__RequestsPerSecond"] = "1000",
            ["BirdeyeDiscovery__Birdeye__Hosts"] = "1",
            ["BirdeyeDiscovery__Discovery__Interval"] = "00:00:01",
            ["BirdeyeDiscovery__Discovery__TrendingLimit"] = "20",
            ["BirdeyeDiscovery__Storage__Schema"] = PostgresDatabases.Schema,
            ["BirdeyeDiscovery__Cache__KeyPrefix"] = prefix,
        };

        Assert.Contains("2 cycles: 2 complete", await AskAsync("run", "--cycles", "2"), StringComparison.Ordinal);
        Assert.Contains("PostgreSQL (ConnectionStrings:Postgres)", await AskAsync("tokens"), StringComparison.Ordinal);
        Assert.Contains($"\"SOL\" {Permanent}", await AskAsync("why", Permanent), StringComparison.Ordinal);
        Assert.Contains("2 cycles replayed: 2 equal, 0 different.", await AskAsync("replay"), StringComparison.Ordinal);
        Assert.Contains("is up to date; nothing was changed", await AskAsync("migrate"), StringComparison.Ordinal);
        Assert.StartsWith("applied:", await AskAsync("unpin", Permanent, "--reason", "for now"), StringComparison.Ordinal);

        string[] questions =
        [
            "tokens --at latest-1", $"history {Permanent}", "cycles", "diff 1 latest", "events", "measure", "retention", $"why {Jup} --versus {Permanent}",
        ];
        foreach (var question in questions)
        {
            Assert.NotEmpty(await AskAsync(question.Split(' ')));
        }

        await redis.KeyDeleteAsync(prefix + CacheKeys.View);
        Assert.StartsWith("Published the", await AskAsync("rebuild-cache"), StringComparison.Ordinal);
        Assert.True(await redis.KeyExistsAsync(prefix + CacheKeys.View));

        var health = JsonDocument.Parse(await AskAsync("doctor", "--json")).RootElement;
        Assert.True(health.GetProperty("isHealthy").GetBoolean(), health.ToString());

        async Task<string> AskAsync(params string[] arguments)
        {
            await using var run = HostRun.StartProgram(Program, folder.Path, settings, arguments);
            var code = await run.ExitAsync();
            Assert.True(code == 0, $"{string.Join(' ', arguments)} ended with {code}:\n{run.Output}{run.Errors}");

            // A line that is wrapped at 80 columns reads as one.
            return string.Join(' ', run.Output.Split((char[])[' ', '\n', '\r'], StringSplitOptions.RemoveEmptyEntries));
        }
    }

    [Fact]
    public async Task A_server_that_does_not_answer_is_one_sentence_and_exit_code_4()
    {
        using var folder = new TemporaryFolder();
        await using var run = HostRun.StartProgram(
            Program, folder.Path, null, "tokens", "--postgres", "Host=127.0.0.1;Port=1;Username=nobody;Password=secret;Database=none;Timeout=2");

        Assert.Equal(4, await run.ExitAsync());
        Assert.Equal("", run.Output.Trim());
        Assert.Single(run.Errors.Trim().Split('\n'));
        Assert.DoesNotContain("secret", run.Errors, StringComparison.Ordinal);
    }
}
