using BirdeyeDiscovery.Testing;
using Microsoft.Extensions.DependencyInjection;

namespace BirdeyeDiscovery.EndToEnd.Tests;

/// <summary>One engine, on SQLite unless told otherwise, against a local Birdeye in the same process, on a simulated clock. Disposing it and making another on the same file is a restart.</summary>
internal sealed class SimulatedHost : IAsyncDisposable
{
    private readonly ServiceProvider _services;

    public SimulatedHost(string path, SimulatedClock clock, LocalBirdeye birdeye, Action<BirdeyeDiscoveryOptions>? configure = null, Action<IBirdeyeDiscoveryBuilder>? build = null)
        : this(builder => builder.UseSqlite(path), clock, birdeye.CreateHandler, configure, build)
    {
    }

    public SimulatedHost(
        Action<IBirdeyeDiscoveryBuilder> useStore,
        SimulatedClock clock,
        LocalBirdeye birdeye,
        Action<BirdeyeDiscoveryOptions>? configure = null,
        Action<IBirdeyeDiscoveryBuilder>? build = null)
        : this(useStore, clock, birdeye.CreateHandler, configure, build)
    {
    }

    public SimulatedHost(string path, SimulatedClock clock, ScriptedBirdeye birdeye, Action<BirdeyeDiscoveryOptions>? configure = null, Action<IBirdeyeDiscoveryBuilder>? build = null)
        : this(
            builder => builder.UseSqlite(path),
            clock,
            () => birdeye,
            options =>
            {
                options.Discovery.Seeds = [];
                configure?.Invoke(options);
            },
            builder =>
            {
                builder.Services.AddKeyedSingleton<IScorerFactory>("", static (_, _) => new HostScorerFactory(static _ => new ScriptedScorer()));
                build?.Invoke(builder);
            })
    {
    }

    public SimulatedHost(string path, SimulatedClock clock, Func<HttpMessageHandler> handler, Action<BirdeyeDiscoveryOptions>? configure = null)
        : this(builder => builder.UseSqlite(path), clock, handler, configure, build: null)
    {
    }

    private SimulatedHost(
        Action<IBirdeyeDiscoveryBuilder> useStore, SimulatedClock clock, Func<HttpMessageHandler> handler, Action<BirdeyeDiscoveryOptions>? configure, Action<IBirdeyeDiscoveryBuilder>? build)
    {
        Clock = clock;
        var services = new ServiceCollection().AddSingleton<TimeProvider>(clock);
        var builder = services
            .AddBirdeyeDiscovery(options =>
            {
                options.Birdeye.BaseUrl = new Uri("http://127.0.0.1/");
                options.Birdeye.RequestsPerSecond = 10;
                options.Birdeye.MaxConcurrency = 1;
                options.Discovery.Enrichment = EnrichmentMode.Full;
                options.Birdeye.Enrichment = EnrichmentSource.Overview;
                configure?.Invoke(options);
            })
            .WithoutHostedService();

        // Without the verbs, each of which a test may call once for a part of its own.
        services.AddKeyedSingleton<IOpenPositionSource>("", static (_, _) => new FlatPositions());
        services.AddKeyedSingleton<HttpMessageHandler>("", (_, _) => handler());
        useStore(builder);
        build?.Invoke(builder);
        _services = services.BuildServiceProvider();
    }

    public IServiceProvider Services => _services;

    public SimulatedClock Clock { get; }

    public IDiscoveryEngine Engine => _services.GetRequiredService<IDiscoveryEngine>();

    public ITrackedTokenStore Store => _services.GetRequiredService<ITrackedTokenStore>();

    public IDiscoveryHistory History => _services.GetRequiredService<IDiscoveryHistory>();

    public ITokenLifecycle Lifecycle => _services.GetRequiredService<ITokenLifecycle>();

    public ICacheLayer Cache => _services.GetRequiredService<ICacheLayer>();

    /// <summary>Moves the clock to when a cycle is due and runs it.</summary>
    public CycleResult RunNext()
    {
        if (Engine.LastResult?.NextDue is { } due)
        {
            Clock.AdvanceTo(due);
        }

        var result = Clock.Drive(Engine.RunCycleAsync(TestContext.Current.CancellationToken));
        if (result is { Status: CycleStatus.NotDue, NextDue: { } later })
        {
            Clock.AdvanceTo(later);
            result = Clock.Drive(Engine.RunCycleAsync(TestContext.Current.CancellationToken));
        }

        return result;
    }

    public ValueTask DisposeAsync() => _services.DisposeAsync();

    private sealed class FlatPositions : IOpenPositionSource
    {
        public ValueTask<IReadOnlyDictionary<string, PositionState>> GetAsync(IReadOnlyCollection<string> addresses, CancellationToken cancellationToken) =>
            ValueTask.FromResult<IReadOnlyDictionary<string, PositionState>>(addresses.ToDictionary(static address => address, static _ => PositionState.Flat));
    }
}
