using System.Text.RegularExpressions;
using System.Xml.Linq;
using BirdeyeDiscovery.EndToEnd.Tests.Support;
using BirdeyeDiscovery.Servers;
using BirdeyeDiscovery.Testing;

namespace BirdeyeDiscovery.EndToEnd.Tests;

/// <summary>The way of a newcomer from an empty folder: the README from top to bottom, then what the other pages show.</summary>
[Collection(nameof(SharedPackages))]
public sealed partial class NewcomerTests(PackedPackages packages)
{
    // The project that the commands of the README make.
    private const string Host = "my-host";

    private const string Program =
        """
        using BirdeyeDiscovery;
        using Microsoft.Extensions.Configuration;
        using Microsoft.Extensions.DependencyInjection;
        using Microsoft.Extensions.Hosting;

        var builder = Host.CreateApplicationBuilder(args);
        builder.Services.AddBirdeyeDiscovery(builder.Configuration.GetSection("BirdeyeDiscovery"))
            .UseSqlite("data/discovery.db")
            .UseScorer<DepthScorer>()
            .AddObserver<PrintEvents>()
            .UseRedis(builder.Configuration.GetConnectionString("Redis")!)
            .WithoutHostedService();
        using var host = builder.Build();
        var result = await host.Services.GetRequiredService<IDiscoveryEngine>().RunCycleAsync();
        Console.WriteLine($"{result.Snapshot?.Outcome} by {result.Snapshot?.ScoreVersion}");
        """;

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Everything_that_the_pages_show_installs_compiles_and_runs()
    {
        Assert.SkipWhen(OperatingSystem.IsWindows(), "The pages show commands of a Unix shell.");
        var newcomer = new Newcomer(packages);
        await InstallAsync(newcomer, packages);
        WriteProjects(newcomer);
        await newcomer.RunAsync("dotnet build -c Release -v quiet All.slnx");

        await using var birdeye = new LocalBirdeye(
            new LocalBirdeyeOptions { Seed = 5, Plan = new LocalPlan { RequestsPerSecond = 100_000 } });
        var redis = await SharedRedis.GetAsync();
        var settings = new Dictionary<string, string>
        {
            ["BirdeyeDiscovery__Birdeye__BaseUrl"] = (await birdeye.StartAsync(Cancellation)).AbsoluteUri,
            ["BirdeyeDiscovery__Birdeye__ApiKey"] = "local",
            ["BirdeyeDiscovery__Birdeye__RequestsPerSecond"] = "1000",
            ["BirdeyeDiscovery__Discovery__TrendingLimit"] = "10",
            ["BirdeyeDiscovery__Cache__KeyPrefix"] = SharedRedis.NewPrefix(),
            ["ConnectionStrings__Redis"] = redis.Endpoint,
        };
        await AssertNameWithDotAsync(newcomer);
        await RunLocalAsync(newcomer);
        await RunReadmeAsync(newcomer, settings);
        await RunTemplateAsync(newcomer, settings);
        await RunPartsAsync(newcomer, settings);
        await RunWebAsync(newcomer, settings);
        await RunReaderAsync(newcomer);
    }

    // The first line of the blocks under "Install" made the packages that the tests share.
    private static async Task InstallAsync(Newcomer newcomer, PackedPackages packages)
    {
        var blocks = Documents.Blocks("README.md", "");
        Assert.Equal(3, blocks.Count);
        Assert.StartsWith(PackedPackages.PackLine + "\n", blocks[0], StringComparison.Ordinal);
        await newcomer.RunAsync(blocks[0][(PackedPackages.PackLine.Length + 1)..], packages.Source);
        await newcomer.RunAsync(blocks[1]);
        Assert.Contains("Passed!", await newcomer.RunAsync(blocks[2]), StringComparison.Ordinal);
    }

    // The template of the README has a name with a hyphen, which is none of C#. A name with a dot is a whole namespace.
    private static async Task AssertNameWithDotAsync(Newcomer newcomer)
    {
        await newcomer.RunAsync("dotnet new birdeye-bot -n My.Bot");
        var projects = XDocument.Load(newcomer.PathOf("My.Bot/My.Bot.slnx")).Descendants("Project")
            .Select(project => newcomer.PathOf($"My.Bot/{project.Attribute("Path")!.Value}"))
            .ToList();
        Assert.Equal(2, projects.Count);
        Assert.All(projects, static project => Assert.True(File.Exists(project), project));
        var reference = Assert.Single(XDocument.Load(projects[1]).Descendants("ProjectReference")).Attribute("Include")!.Value;
        Assert.Equal(projects[0], Path.GetFullPath(reference, Path.GetDirectoryName(projects[1])!));
        Assert.Contains("namespace My.Bot;", File.ReadAllText(newcomer.PathOf("My.Bot/My.Bot/Bot.cs")), StringComparison.Ordinal);
    }

    private static void WriteProjects(Newcomer newcomer)
    {
        // The README says which block belongs into which file.
        var readme = Documents.Blocks("README.md", "csharp").Zip(Documents.FilesOfBlocks("README.md"))
            .ToDictionary(static block => block.Second, static block => block.First);
        foreach (var (file, text) in readme)
        {
            newcomer.Write($"{Host}/{file}", text);
        }

        // The projects beside it have what the commands of the README gave to the first.
        var project = File.ReadAllText(newcomer.PathOf($"{Host}/{Host}.csproj"));
        newcomer.Write("Parts/Parts.csproj", project);
        newcomer.Write("Parts/Program.cs", Program);
        newcomer.Write("Parts/PrintEvents.cs", readme["PrintEvents.cs"]);
        var (scorer, scorerFile) = Documents.Blocks("docs/scoring.md", "csharp").Zip(Documents.FilesOfBlocks("docs/scoring.md"))
            .Single(static block => block.First.Contains("class DepthScorer", StringComparison.Ordinal));
        newcomer.Write($"Parts/{scorerFile}", scorer);
        newcomer.Write("Strategy/Strategy.csproj", project);
        newcomer.Write("Strategy/Program.cs", Block("docs/strategies.md", "StrategyFactory.ByType"));
        newcomer.Write("Local/Local.csproj", project.Replace(
            "\"BirdeyeDiscovery.Sqlite\"", "\"BirdeyeDiscovery.Sqlite;BirdeyeDiscovery.Testing\"", StringComparison.Ordinal));
        newcomer.Write("Local/Program.cs", Block("src/BirdeyeDiscovery.Testing/README.md", "UseHttpHandler"));
        newcomer.Write("Reader/Reader.csproj", project);
        newcomer.Write("Web/Web.csproj", project.Replace("Microsoft.NET.Sdk", "Microsoft.NET.Sdk.Web", StringComparison.Ordinal));
        newcomer.Write("Web/Program.cs", Block("docs/hosting.md", "WebApplication.CreateBuilder(args)"));
        newcomer.Write(
            "All.slnx",
            $"""
            <Solution>
              <Project Path="{Host}/{Host}.csproj" />
              <Project Path="Parts/Parts.csproj" />
              <Project Path="Reader/Reader.csproj" />
              <Project Path="Strategy/Strategy.csproj" />
              <Project Path="Local/Local.csproj" />
              <Project Path="Web/Web.csproj" />
            </Solution>
            """);

        // The address is the only part of the block that a reader changes. Nothing listens at the one that is written here,
        // since no port so low is given to a program that asks for a free one.
        const string address = "redis.example:6380,ssl=true,user=bot,password=secret";
        newcomer.Write(
            "Reader/Program.cs",
            Block("docs/bots.md", address).Replace(
                $"\"{address}\"",
                "Environment.GetEnvironmentVariable(\"ConnectionStrings__Redis\") ?? \"127.0.0.1:1\"",
                StringComparison.Ordinal));
    }

    // Its own Birdeye answers in the process.
    private static async Task RunLocalAsync(Newcomer newcomer)
    {
        await using var local = Start(newcomer, "Local", new() { ["BirdeyeDiscovery__Discovery__TrendingLimit"] = "10" });
        await local.UntilAsync(() => local.Output.Contains(" added", StringComparison.Ordinal), "a token");
        Assert.Equal(0, await local.TerminateAsync());
    }

    private static async Task RunReadmeAsync(Newcomer newcomer, Dictionary<string, string> settings)
    {
        await using var bot = Start(newcomer, Host, settings);
        await bot.UntilAsync(
            () => bot.Output.Contains("So11111111111111111111111111111111111111112", StringComparison.Ordinal), "an event of a token");
        Assert.Equal(0, await bot.TerminateAsync());
    }

    // The tests of the template have built it already. One cycle is enough for a signal.
    private static async Task RunTemplateAsync(Newcomer newcomer, Dictionary<string, string> settings)
    {
        await using var bot = HostRun.StartProgram(
            newcomer.PathOf("my-bot/my-bot/bin/Debug/net10.0/my-bot.dll"), newcomer.PathOf("my-bot"), settings);
        await bot.UntilAsync(() => SignalLine().IsMatch(bot.Output), "a signal of a token");
        Assert.Equal(0, await bot.TerminateAsync());
    }

    // The reader is another process, which hears of the cycle that the host publishes.
    private static async Task RunPartsAsync(Newcomer newcomer, Dictionary<string, string> settings)
    {
        string[] shared = ["BirdeyeDiscovery__Cache__KeyPrefix", "ConnectionStrings__Redis"];
        await using var reader = Start(newcomer, "Reader", shared.ToDictionary(static name => name, name => settings[name]));
        await using var parts = Start(newcomer, "Parts", settings);
        Assert.True(await parts.ExitAsync() == 0, parts.Output + parts.Errors);
        Assert.Contains("Complete by depth-1", parts.Output, StringComparison.Ordinal);
        await reader.UntilAsync(() => ReaderLine().IsMatch(reader.Output), "a score of the cycle");

        // It asks for an instance in the store that the host has filled.
        await using var strategy = Start(newcomer, "Strategy", settings, folder: "Parts");
        Assert.True(await strategy.ExitAsync() == 0, strategy.Output + strategy.Errors);
        Assert.Contains("version 1, buys at 20: True", strategy.Output, StringComparison.Ordinal);
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

    private static HostRun Start(Newcomer newcomer, string project, Dictionary<string, string> settings, string? folder = null) =>
        HostRun.StartProgram(newcomer.PathOf($"{project}/bin/Release/net10.0/{project}.dll"), newcomer.PathOf(folder ?? project), settings);

    [GeneratedRegex(@"SOL: \d+(\.\d+)?, rank \d+, -?\d+(\.\d+)?(E-\d+)? % in an hour, last \d")]
    private static partial Regex ReaderLine();

    [GeneratedRegex(@"(?m)^\d\d:\d\d:\d\dZ SOL: (None|Buy|Sell)\r?$")]
    private static partial Regex SignalLine();

    private static string Block(string page, string part) =>
        Assert.Single(Documents.Blocks(page, "csharp"), block => block.Contains(part, StringComparison.Ordinal));
}
