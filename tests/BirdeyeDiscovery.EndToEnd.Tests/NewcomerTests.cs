using BirdeyeDiscovery.EndToEnd.Tests.Support;
using BirdeyeDiscovery.Servers;
using BirdeyeDiscovery.Testing;

namespace BirdeyeDiscovery.EndToEnd.Tests;

/// <summary>The way of a newcomer from an empty folder: the README from top to bottom, then what the other pages show.</summary>
[Collection(nameof(SharedPackages))]
public sealed class NewcomerTests(PackedPackages packages)
{
    private const string Program =
        """
        using BirdeyeDiscovery;
        using BirdeyeDiscovery.Strategies;
        using Microsoft.Extensions.DependencyInjection;
        using Microsoft.Extensions.Hosting;

        var builder = Host.CreateApplicationBuilder(args);
        builder.Services.AddBirdeyeDiscovery(builder.Configuration.GetSection("BirdeyeDiscovery"))
            .UseSqlite("data/discovery.db")
            .UseScorer<DepthScorer>()
            .AddObserver<PrintEvents>()
            .AddStrategies(_ => StrategyFactory.ByType(new Dictionary<string, Func<TokenStrategy, object>>
            {
                ["momentum"] = strategy => strategy,
                ["aggressive_momentum"] = strategy => strategy,
            }))
            .WithoutHostedService();
        using var host = builder.Build();
        var result = await host.Services.GetRequiredService<IDiscoveryEngine>().RunCycleAsync();
        var strategies = host.Services.GetRequiredService<IStrategyRegistry<object>>();
        await strategies.RefreshAsync();
        var live = strategies.Current.Count(strategy => strategy.Failure is null);
        Console.WriteLine($"{result.Snapshot?.Outcome} by {result.Snapshot?.ScoreVersion}, {live} live strategies");
        """;

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Everything_that_the_pages_show_installs_compiles_and_runs()
    {
        Assert.SkipWhen(OperatingSystem.IsWindows(), "The pages show commands of a Unix shell.");
        var newcomer = new Newcomer(packages);
        await InstallAsync(newcomer);
        WriteProjects(newcomer);
        await newcomer.RunAsync("dotnet build -c Release -v quiet -p:NuGetAudit=false All.slnx");

        await using var birdeye = new LocalBirdeye(
            new LocalBirdeyeOptions { Seed = 5, Plan = new LocalPlan { RequestsPerSecond = 100_000 } });
        var settings = new Dictionary<string, string>
        {
            ["BirdeyeDiscovery__Birdeye__BaseUrl"] = (await birdeye.StartAsync(Cancellation)).AbsoluteUri,
            ["BirdeyeDiscovery__Birdeye__ApiKey"] = "local",
            ["BirdeyeDiscovery__Birdeye__RequestsPerSecond"] = "1000",
            ["BirdeyeDiscovery__Discovery__TrendingLimit"] = "10",
        };
        await RunReadmeAsync(newcomer, settings);
        await RunPartsAsync(newcomer, settings);
        await RunWebAsync(newcomer, settings);
        await RunReaderAsync(newcomer);
        Assert.Contains("Passed!", await newcomer.RunAsync("dotnet test -c Release --no-build MyBot/MyBot.slnx"), StringComparison.Ordinal);
    }

    // Of the blocks under "Install", the packing of the packages has happened: they are those of this build.
    private static async Task InstallAsync(Newcomer newcomer)
    {
        var blocks = Documents.Blocks("README.md", "");
        Assert.Equal(3, blocks.Count);
        const string pack = "dotnet pack -c Release -o packages\n";
        Assert.StartsWith(pack, blocks[0], StringComparison.Ordinal);
        await newcomer.RunAsync(blocks[0][pack.Length..]);
        await newcomer.RunAsync("dotnet new console -n Bot --no-restore");
        await newcomer.RunAsync(blocks[1], "Bot");
        await newcomer.RunAsync(blocks[2][..blocks[2].IndexOf("dotnet test", StringComparison.Ordinal)]);
    }

    private static void WriteProjects(Newcomer newcomer)
    {
        var readme = Documents.Blocks("README.md", "csharp");
        newcomer.Write("Bot/Program.cs", readme[0]);
        for (var block = 1; block < readme.Count; block++)
        {
            newcomer.Write($"Bot/Block{block}.cs", readme[block]);
        }

        // The projects beside it have what the commands of the README gave to the first.
        var project = File.ReadAllText(newcomer.PathOf("Bot/Bot.csproj"));
        newcomer.Write("Parts/Parts.csproj", project);
        newcomer.Write("Parts/Program.cs", Program);
        newcomer.Write("Parts/PrintEvents.cs", readme[1]);
        newcomer.Write("Parts/DepthScorer.cs", Block("docs/scoring.md", "class DepthScorer"));
        newcomer.Write("Reader/Reader.csproj", project);
        newcomer.Write("Web/Web.csproj", project.Replace("Microsoft.NET.Sdk", "Microsoft.NET.Sdk.Web", StringComparison.Ordinal));
        newcomer.Write("Web/Program.cs", Block("docs/hosting.md", "WebApplication"));
        newcomer.Write(
            "All.slnx",
            """
            <Solution>
              <Project Path="Bot/Bot.csproj" />
              <Project Path="Parts/Parts.csproj" />
              <Project Path="Reader/Reader.csproj" />
              <Project Path="Web/Web.csproj" />
              <Project Path="MyBot/MyBot/MyBot.csproj" />
              <Project Path="MyBot/MyBot.Tests/MyBot.Tests.csproj" />
            </Solution>
            """);

        // Nothing listens there: the test of the sample ReaderBot has a Redis.
        const string address = "redis.example:6380,ssl=true,user=bot,password=secret";
        newcomer.Write(
            "Reader/Program.cs",
            Block("docs/bots.md", address).Replace(address, $"127.0.0.1:{Loopback.FreePort()}", StringComparison.Ordinal));
    }

    private static async Task RunReadmeAsync(Newcomer newcomer, Dictionary<string, string> settings)
    {
        await using var bot = Start(newcomer, "Bot", settings);
        await bot.UntilAsync(
            () => bot.Output.Contains("So11111111111111111111111111111111111111112", StringComparison.Ordinal), "an event of a token");
        Assert.Equal(0, await bot.TerminateAsync());
    }

    private static async Task RunPartsAsync(Newcomer newcomer, Dictionary<string, string> settings)
    {
        await using var parts = Start(newcomer, "Parts", settings);
        Assert.True(await parts.ExitAsync() == 0, parts.Output + parts.Errors);
        Assert.Matches(@"Complete by depth-1, [1-9]\d* live strategies", parts.Output);
    }

    private static async Task RunWebAsync(Newcomer newcomer, Dictionary<string, string> settings)
    {
        var address = $"http://127.0.0.1:{Loopback.FreePort()}";
        await using var web = Start(newcomer, "Web", new(settings) { ["ASPNETCORE_URLS"] = address });
        using var client = new HttpClient { BaseAddress = new Uri(address) };
        await Poll.UntilAsync(
            async () =>
            {
                try
                {
                    return await client.GetStringAsync("/last-cycle", Cancellation) == "Ran";
                }
                catch (HttpRequestException)
                {
                    return false;
                }
            },
            () => web.Output + web.Errors,
            seconds: 120);
    }

    // A reader without an answer of Redis waits, and does not fail.
    private static async Task RunReaderAsync(Newcomer newcomer)
    {
        await using var reader = Start(newcomer, "Reader", []);
        await reader.UntilAsync(
            () => (reader.Output + reader.Errors).Contains("does not answer", StringComparison.Ordinal), "a word about Redis");
    }

    private static HostRun Start(Newcomer newcomer, string project, Dictionary<string, string> settings) =>
        HostRun.StartProgram(newcomer.PathOf($"{project}/bin/Release/net10.0/{project}.dll"), newcomer.PathOf(project), settings);

    private static string Block(string page, string part) =>
        Assert.Single(Documents.Blocks(page, "csharp"), block => block.Contains(part, StringComparison.Ordinal));
}
