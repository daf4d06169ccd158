using BirdeyeDiscovery.Testing;
using DiscoveryHost;
using Microsoft.Extensions.Configuration;

namespace BirdeyeDiscovery.EndToEnd.Tests;

/// <summary>Mistakes at the command line of the sample host, and a stop in the middle.</summary>
internal static class CommandMistakes
{
    public static IReadOnlyDictionary<string, Func<MistakeHost, Task>> All { get; } = new Dictionary<string, Func<MistakeHost, Task>>
    {
        ["A flag that does not exist"] = With("--cycle", "3"),
        ["A word instead of the number of cycles"] = With("--cycles", "three"),
        ["A faster clock with the real API"] = With("--speed", "10"),
        ["Redis in a service without an API key"] = Without("ConnectionStrings:Redis", $"localhost:6379,password={MistakeHost.Secret}"),
        ["A service with a SQLite file and without an API key"] = Without("ENVIRONMENT", "Production"),
        ["PostgreSQL in a service without an API key"] = static host =>
        {
            var settings = new Dictionary<string, string?> { ["ConnectionStrings:Postgres"] = $"Host=localhost;Password={MistakeHost.Secret}" };
            HostPlan.Make(new HostFlags(null, null, null), new ConfigurationBuilder().AddInMemoryCollection(settings).Build(), host.Lines);
            return Task.CompletedTask;
        },
        ["A misspelt name of a connection string"] = static host =>
        {
            var settings = new Dictionary<string, string?> { ["ConnectionStrings:Postgress"] = $"Host=localhost;Password={MistakeHost.Secret}" };
            HostPlan.Make(new HostFlags(null, null, null), new ConfigurationBuilder().AddInMemoryCollection(settings).Build(), host.Lines);
            return Task.CompletedTask;
        },
        ["A misspelt section at the sample host"] = StartWith("BirdeyDiscovery__Birdeye__ApiKey"),
        ["The key in the wrong place at the sample host"] = StartWith("Birdeye__ApiKey"),
        ["A comma too many in `appsettings.json`"] = InvalidJsonAsync,
        ["A second host on the same SQLite file"] = SecondHostAsync,
        ["Ctrl+C while a cycle runs"] = StopBy(static run => run.InterruptAsync()),
        ["SIGTERM while a cycle runs"] = StopBy(static run => run.TerminateAsync()),
    };

    private static Func<MistakeHost, Task> With(params string[] arguments) => host =>
    {
        var flags = HostFlags.Read(HostFlags.Parse(arguments), host.Lines);
        var settings = new Dictionary<string, string?> { ["BirdeyeDiscovery:Birdeye:ApiKey"] = MistakeHost.Secret };
        HostPlan.Make(flags, new ConfigurationBuilder().AddInMemoryCollection(settings).Build(), host.Lines);
        return Task.CompletedTask;
    };

    private static Func<MistakeHost, Task> Without(string key, string value) => host =>
    {
        var settings = new Dictionary<string, string?> { [key] = value };
        HostPlan.Make(new HostFlags(null, null, null), new ConfigurationBuilder().AddInMemoryCollection(settings).Build(), host.Lines);
        return Task.CompletedTask;
    };

    private static Func<MistakeHost, Task> StartWith(string variable) => async host =>
    {
        await using var run = HostRun.Start(
            host.Folder, new Dictionary<string, string> { [variable] = MistakeHost.Secret }, "--cycles", "1");
        Assert.Equal(2, await run.ExitAsync());
        Add(host, run);
    };

    private static async Task InvalidJsonAsync(MistakeHost host)
    {
        await File.WriteAllTextAsync(
            Path.Combine(host.Folder, "appsettings.json"),
            $$"""
            {
              "BirdeyeDiscovery": {
                "Birdeye": { "ApiKey": "{{MistakeHost.Secret}}" },,
              }
            }
            """,
            MistakeHost.Cancellation);
        await using var run = HostRun.Start(host.Folder, null, "--cycles", "1");
        Assert.Equal(2, await run.ExitAsync());
        Add(host, run);
    }

    private static Task SecondHostAsync(MistakeHost host)
    {
        host.UseStore = engine => engine.UseSqlite(Path.Combine(host.Folder, "data/discovery.db"));
        host.Act = async services =>
        {
            await MistakeHost.CycleAsync(services);
            await using var second = HostRun.Start(host.Folder, null);
            await second.UntilAsync(() => second.Output.Contains("Another host", StringComparison.Ordinal), "a word about the leader");
            await second.TerminateAsync();
            Add(host, second);
        };
        return host.RunAsync();
    }

    private static Func<MistakeHost, Task> StopBy(Func<HostRun, Task<int>> stop) => async host =>
    {
        await using var birdeye = new LocalBirdeye(host.Birdeye);
        birdeye.Inject(LocalFault.Stall());
        var settings = new Dictionary<string, string>
        {
            ["BirdeyeDiscovery__Birdeye__BaseUrl"] = (await birdeye.StartAsync(MistakeHost.Cancellation)).AbsoluteUri,
        };
        await using var run = HostRun.Start(host.Folder, settings);
        await run.UntilAsync(() => birdeye.Log.Requests.Count > 0, "a request");
        Assert.Equal(0, await stop(run));
        Add(host, run);
    };

    private static void Add(MistakeHost host, HostRun run) =>
        host.Lines.AddRange((run.Output + run.Errors).Split('\n', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries));
}
