using System.Globalization;
using System.Text.Json;
using BirdeyeDiscovery.EndToEnd.Tests.Support;
using BirdeyeDiscovery.Servers;
using BirdeyeDiscovery.Testing;
using Microsoft.Extensions.DependencyInjection;

namespace BirdeyeDiscovery.EndToEnd.Tests;

/// <summary>One store, one Redis and one Birdeye for hosts of two versions.</summary>
internal sealed class UpgradeRun : IAsyncDisposable
{
    private readonly TemporaryFolder _folder = new();
    private readonly LocalBirdeye _birdeye = new(new LocalBirdeyeOptions { Seed = 5, Plan = new LocalPlan { RequestsPerSecond = 100_000 } });
    private readonly HostStore _store;
    private readonly string _sender;
    private readonly List<HostRun> _runs = [];
    private Dictionary<string, string> _settings = [];

    private UpgradeRun(HostStore store, string former, string sender, HostLedger ledger, string redis)
    {
        (_store, Former, _sender, Ledger, Redis) = (store, former, sender, ledger, redis);
    }

    /// <summary>Gets the host of this version.</summary>
    public string Now { get; } = Checkout.PathOf($"samples/DiscoveryHost/bin/{Checkout.Configuration}/net10.0/DiscoveryHost.dll");

    /// <summary>Gets the host of the former version.</summary>
    public string Former { get; }

    public HostLedger Ledger { get; private set; }

    public string Redis { get; }

    public string Prefix { get; } = SharedRedis.NewPrefix();

    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    public static async Task<UpgradeRun> StartAsync(HostStore store, string version)
    {
        var (former, sender) = (await FormerVersion.PathOfAsync(version, "samples/DiscoveryHost"), await FormerVersion.PathOfAsync(version, "tests/BirdeyeDiscovery.TradeSender"));
        var run = new UpgradeRun(store, former, sender, null!, (await SharedRedis.GetAsync()).Endpoint);
        run.Ledger = await HostLedger.CreateAsync(store, run._folder);
        run._settings = new Dictionary<string, string>(run.Ledger.Settings)
        {
            ["ConnectionStrings__Redis"] = run.Redis,
            ["BirdeyeDiscovery__Birdeye__BaseUrl"] = (await run._birdeye.StartAsync(Ct)).AbsoluteUri,
            ["BirdeyeDiscovery__Birdeye__RequestsPerSecond"] = "1000",
            ["BirdeyeDiscovery__Birdeye__Hosts"] = "1",
            ["BirdeyeDiscovery__Birdeye__AttemptTimeout"] = "00:02:00",
            ["BirdeyeDiscovery__Discovery__Interval"] = "00:00:01",
            ["BirdeyeDiscovery__Discovery__CycleTimeout"] = "01:00:00",
            ["BirdeyeDiscovery__Storage__Lease"] = "00:00:05",
            ["BirdeyeDiscovery__Cache__KeyPrefix"] = run.Prefix,
        };
        return run;
    }

    /// <summary>Runs a host for so many cycles.</summary>
    public async Task CyclesAsync(string program, int cycles)
    {
        await using var host = Start(program, "--cycles", cycles.ToString(CultureInfo.InvariantCulture));
        Assert.True(await host.ExitAsync() == 0, host.Output + host.Errors);
    }

    public HostRun Start(string program, params string[] arguments)
    {
        // The former version does not know the newer steps of the schema and would refuse them.
        var settings = new Dictionary<string, string>(_settings);
        if (program == Former)
        {
            settings["BirdeyeDiscovery__Storage__SchemaMode"] = "None";
        }

        var host = HostRun.StartProgram(program, _folder.Path, settings, arguments);
        _runs.Add(host);
        return host;
    }

    /// <summary>Records trades by the former library and gets how each ended.</summary>
    public async Task<string[]> SendByFormerAsync(params TradeClose[] closes)
    {
        var (kind, target) = _store == HostStore.Postgres ? ("postgres", _settings["ConnectionStrings__Postgres"]) : ("sqlite", _folder.File("data/discovery.db"));
        await using var sender = HostRun.StartProgram(_sender, _folder.Path, null, kind, target, PostgresDatabases.Schema, "1");
        await sender.WriteAsync(string.Concat(closes.Select(static (close, number) => $"{number} {JsonSerializer.Serialize(close)}\n")));
        Assert.True(await sender.ExitAsync() == 0, sender.Output + sender.Errors);
        return [.. sender.Output.Split('\n', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries).Select(static line => line.Split(' ')[1])];
    }

    /// <summary>Gets this version of the library on the store.</summary>
    public ServiceProvider Library()
    {
        var builder = new ServiceCollection()
            .AddBirdeyeDiscovery(static options => (options.Birdeye.ApiKey, options.Storage.Schema) = (new ApiKey("none"), PostgresDatabases.Schema))
            .WithoutHostedService();
        _ = _store == HostStore.Postgres
            ? builder.UsePostgres(options => options.ConnectionString = _settings["ConnectionStrings__Postgres"])
            : builder.UseSqlite(_folder.File("data/discovery.db"));
        return builder.Services.BuildServiceProvider();
    }

    public async Task<int> CountAsync(string table) => int.Parse((await Ledger.RowsAsync($"SELECT count(*) FROM {table}")).Single(), CultureInfo.InvariantCulture);

    public async ValueTask DisposeAsync()
    {
        foreach (var host in _runs)
        {
            await host.DisposeAsync();
        }

        await Ledger.DisposeAsync();
        await _birdeye.DisposeAsync();
        _folder.Dispose();
    }
}
