using BirdeyeDiscovery.Conformance;
using BirdeyeDiscovery.Servers;
using BirdeyeDiscovery.Testing;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Testing;
using Npgsql;

namespace BirdeyeDiscovery.Integration.Tests.Postgres;

/// <summary>An engine with a local Birdeye in this process, whose way to the database is a proxy of its own.</summary>
internal sealed class EngineHost : IAsyncDisposable
{
    public static readonly TimeSpan Interval = TimeSpan.FromMinutes(2);
    public static readonly TimeSpan Lease = TimeSpan.FromSeconds(2);

    private readonly ServiceProvider _services;

    private EngineHost(ServiceProvider services, PostgresProxy proxy, FakeLogCollector log) => (_services, Proxy, Log) = (services, proxy, log);

    public PostgresProxy Proxy { get; }

    public FakeLogCollector Log { get; }

    public IDiscoveryEngine Engine => _services.GetRequiredService<IDiscoveryEngine>();

    public ITrackedTokenStore Store => _services.GetRequiredService<ITrackedTokenStore>();

    public IDiscoveryHistory History => _services.GetRequiredService<IDiscoveryHistory>();

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    /// <summary>Makes a Birdeye on the clock of its engines: to an engine that is ahead of it, the newest candles lie in the future, and their cycles are degraded.</summary>
    /// <param name="time">The clock.</param>
    /// <returns>The local Birdeye, without limits that count here.</returns>
    public static LocalBirdeye Birdeye(EngineTime time) =>
        new(new LocalBirdeyeOptions { TimeProvider = time, Plan = new LocalPlan { RequestsPerSecond = 100_000 } });

    /// <summary>Starts an engine on the harness's database.</summary>
    /// <param name="harness">The database.</param>
    /// <param name="time">The clock of its cycles.</param>
    /// <param name="birdeye">What it asks.</param>
    /// <param name="configure">Changes the connection string; none: through the proxy.</param>
    /// <param name="commandTimeout">How long a statement may take; none: a second.</param>
    /// <param name="compares">Whether it compares clocks, as older versions did not.</param>
    public static async Task<EngineHost> StartAsync(
        PostgresHarness harness, EngineTime time, LocalBirdeye birdeye, Action<NpgsqlConnectionStringBuilder>? configure = null, TimeSpan? commandTimeout = null,
        bool compares = true)
    {
        var log = new FakeLogCollector();
        var proxy = new PostgresProxy(await harness.TargetAsync());
        var services = await harness.OpenServicesAsync(PostgresRoles.Runtime, proxy.Port, configure, builder =>
        {
            builder.Services.AddSingleton<TimeProvider>(time);
            builder.Services.AddLogging(logging => logging.SetMinimumLevel(LogLevel.Information).AddProvider(new FakeLoggerProvider(log)));
            builder.Services.Configure<BirdeyeDiscoveryOptions>(options =>
            {
                options.Storage.MaxClockSkew = compares ? options.Storage.MaxClockSkew : TimeSpan.Zero;
                options.Birdeye.BaseUrl = new Uri("http://127.0.0.1/");
                options.Birdeye.RequestsPerSecond = 10_000;
                options.Discovery.TrendingLimit = 20;
                options.Discovery.Interval = Interval;
                options.Storage.Lease = Lease;
            });
            builder.UsePostgres(options => options.CommandTimeout = commandTimeout ?? TimeSpan.FromSeconds(1)).UseHttpHandler(_ => birdeye.CreateHandler());
        });
        return new EngineHost(services, proxy, log);
    }

    /// <summary>Makes what the harness's engines share.</summary>
    public static async Task<PostgresHarness> InstallAsync(PostgresHarness? harness = null)
    {
        harness ??= new PostgresHarness();
        await harness.StartAsync(Cancel);

        // The engines lead, nobody else.
        await harness.Host.Lease.ReleaseAsync(Cancel);
        return harness;
    }

    /// <summary>Runs a turn; a store that fails is nothing special here.</summary>
    /// <returns>What it did, or nothing.</returns>
    public async Task<CycleResult?> TurnAsync()
    {
        try
        {
            return await Engine.RunCycleAsync(Cancel);
        }
        catch (DiscoveryStoreException error) when (error.IsTransient)
        {
            return null;
        }
    }

    public async Task<CycleResult> RunAsync()
    {
        var result = await Engine.RunCycleAsync(Cancel);
        Assert.True(result.Status == CycleStatus.Ran, $"{result.Status}: {string.Join('\n', Log.GetSnapshot())}");
        Assert.NotEqual(CycleOutcome.Failed, result.Snapshot!.Outcome);
        return result;
    }

    /// <summary>Cuts it off for good: for the others it is as dead as a killed process.</summary>
    public void Kill()
    {
        Proxy.IsRefusing = true;
        Proxy.CutAll();
    }

    public async ValueTask DisposeAsync()
    {
        Proxy.Resume();
        await _services.DisposeAsync();
        await Proxy.DisposeAsync();
    }
}
