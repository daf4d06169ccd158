using System.Diagnostics.Metrics;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Options;

namespace BirdeyeDiscovery;

/// <summary>
/// The registration of one engine's services, keyed by its name; those of the default engine are also registered without a key.
/// </summary>
internal sealed class EngineRegistration : IBirdeyeDiscoveryBuilder
{
    private readonly ServiceDescriptor _loop;

    private EngineRegistration(IServiceCollection services, string name)
    {
        Services = services;
        Name = name;
        _loop = ServiceDescriptor.Singleton<IHostedService>(provider => provider.GetRequiredKeyedService<DiscoveryLoop>(name));
    }

    public string Name { get; }

    public IServiceCollection Services { get; }

    public static EngineRegistration? Find(IServiceCollection services, string name) => services
        .Where(service => service.IsKeyedService && service.ServiceType == typeof(EngineRegistration) && Equals(service.ServiceKey, name))
        .Select(static service => (EngineRegistration)service.KeyedImplementationInstance!)
        .FirstOrDefault();

    public static EngineRegistration Add(IServiceCollection services, string name)
    {
        var registration = new EngineRegistration(services, name);
        services.AddKeyedSingleton(name, registration);
        services.Add(registration._loop);
        AddParts(services, name);
        LiveReaderRegistration.Add(services, name);
        if (name.Length == 0)
        {
            AddUnkeyed<IDiscoveryEngine>(services);
            AddUnkeyed<ITrackedTokenStore>(services);
            AddUnkeyed<IDiscoveryHistory>(services);
            AddUnkeyed<ILeaderLease>(services);
            AddUnkeyed<ITradeLedger>(services);
            AddUnkeyed<IDiscoveryAnalytics>(services);
            AddUnkeyed<IStrategyStore>(services);
            AddUnkeyed<IComputeUnitLedger>(services);
            AddUnkeyed<IEvaluationTrials>(services);
            AddUnkeyed<IStoreMaintenance>(services);
            AddUnkeyed<ITokenLifecycle>(services);
            AddUnkeyed<ILifecycleFeed>(services);
            AddUnkeyed<ICacheLayer>(services);
            services.TryAddTransient(static provider => provider.GetRequiredKeyedService<ITokenScorer>(Options.DefaultName));
        }

        return registration;
    }

    /// <summary>Removes the registration of the hosted loop, so that the host runs the cycles.</summary>
    public void RemoveLoop() => Services.Remove(_loop);

    private static void AddParts(IServiceCollection services, string name)
    {
        // The services of the host may have no IMeterFactory. The registered DiscoveryMeter then owns its meter, and the container disposes
        // both.
        services.TryAddSingleton(static provider => new DiscoveryMeter(provider.GetService<IMeterFactory>()));
        services.TryAddKeyedSingleton(name, (provider, _) =>
            provider.GetRequiredService<DiscoveryMeter>().For(name, provider.GetRequiredService<TimeProvider>()));
        services.TryAddKeyedSingleton<IScorerFactory, DefaultScorerFactory>(name);
        services.TryAddKeyedTransient(name, (provider, _) => BuiltInScorer.Resolve(provider, name, CurrentOptions(provider, name).Scoring));
        services.TryAddKeyedSingleton<ICacheLayer>(name, (provider, _) =>
            new InProcessCacheLayer(provider.GetRequiredService<TimeProvider>()));
        services.TryAddKeyedSingleton<HttpMessageHandler>(name, static (_, _) => BirdeyeHandler.Create());
        services.TryAddKeyedSingleton<IBirdeyeGateway>(name, (provider, _) => new BirdeyeGateway(
            provider.GetRequiredKeyedService<HttpMessageHandler>(name),
            provider.GetRequiredService<AccountRateLimiters>(),
            provider.GetRequiredService<TimeProvider>(),
            Logger<BirdeyeGateway>(provider),
            new Random(Environment.ProcessId),
            Pipelines(provider, name)));
        services.TryAddKeyedSingleton<IMarketSource>(
            name,
            (provider, _) => new BirdeyeMarketSource(provider.GetRequiredKeyedService<IBirdeyeGateway>(name)));
        services.TryAddKeyedSingleton(name, (provider, _) => new Leadership(
            name,
            Part<ILeaderLease>(provider, name),
            provider.GetRequiredService<StoreClock>(),
            provider.GetRequiredService<TimeProvider>(),
            Logger<DiscoveryEngine>(provider)));
        services.TryAddKeyedSingleton(name, (provider, _) => BudgetRegistration.Purse(
            provider, name, provider.GetRequiredKeyedService<IMarketSource>(name), CurrentOptions(provider, name)));
        services.TryAddKeyedSingleton<LifecycleSignal>(name);
        services.TryAddKeyedSingleton<ILifecycleFeed>(name, (provider, _) => new LifecycleFeed(
            provider.GetRequiredKeyedService<IDiscoveryHistory>(name),
            provider.GetRequiredKeyedService<LifecycleSignal>(name),
            provider.GetRequiredService<StoreClock>(),
            Pipelines(provider, name).StoreFollowers,
            provider.GetKeyedService<ILifecycleListener>(name),
            Telemetry(provider, name)));
        services.TryAddKeyedSingleton<ITokenLifecycle>(name, (provider, _) => new TokenLifecycle(
            provider.GetRequiredKeyedService<ILifecycleStore>(name),
            provider.GetRequiredKeyedService<IOpenPositionSource>(name),
            provider.GetRequiredKeyedService<LifecycleSignal>(name),
            () => CurrentOptions(provider, name),
            provider.GetRequiredService<TimeProvider>(),
            Pipelines(provider, name).StoreCalls,
            provider.GetKeyedService<IStrategyPolicy>(name) is { } policy
                ? new ReportedPolicy(
                    policy,
                    new HostFailures(name, Logger<DiscoveryEngine>(provider), provider.GetRequiredService<TimeProvider>()))
                : null));
        services.TryAddKeyedSingleton(name, (provider, _) => CreateEngine(provider, name));
        services.TryAddKeyedSingleton<IDiscoveryEngine>(name, (provider, _) => provider.GetRequiredKeyedService<DiscoveryEngine>(name));
        services.TryAddKeyedSingleton(name, (provider, _) => new DiscoveryLoop(
            provider.GetRequiredKeyedService<DiscoveryEngine>(name),
            provider.GetRequiredService<TimeProvider>(),
            provider.GetRequiredService<StoreClock>(),
            Logger<DiscoveryEngine>(provider)));
    }

    private static DiscoveryEngine CreateEngine(IServiceProvider provider, string name)
    {
        var store = provider.GetKeyedService<ITrackedTokenStore>(name) ?? throw new InvalidOperationException(
            $"{EngineLabel.At(name)} has no store. Choose one: AddBirdeyeDiscovery(...).UsePostgres(connectionString), "
            + ".UseSqlite(\"discovery.db\") of the package BirdeyeDiscovery.Sqlite, or .UseStore(...) for one of your own.");
        var clock = provider.GetRequiredService<TimeProvider>();
        var storeClock = provider.GetRequiredService<StoreClock>();
        var logger = Logger<DiscoveryEngine>(provider);
        var source = provider.GetRequiredKeyedService<IMarketSource>(name);
        var cache = provider.GetRequiredKeyedService<ICacheLayer>(name);
        var telemetry = Telemetry(provider, name);
        var market = new MarketReads(source, cache, telemetry);
        var history = Part<IDiscoveryHistory>(provider, name);
        var leadership = provider.GetRequiredKeyedService<Leadership>(name);
        telemetry.Epoch = () => leadership.Epoch;
        var failures = new HostFailures(name, logger, clock);
        var policy = provider.GetKeyedService<IStrategyPolicy>(name) is { } own ? new ReportedPolicy(own, failures) : null;
        var committed = new CommittedCycles(name, history, logger);
        var candles = new CandleCollector(market);
        var publisher = new LivePublisher(cache, clock);
        var lease = provider.GetRequiredKeyedService<ILeaderLease>(name);
        var purse = provider.GetRequiredKeyedService<UnitPurse>(name);
        var hostClock = new HostClock(name, lease, source, storeClock, clock, logger, telemetry, purse);
        purse.Clock = () => hostClock.Now;
        return new DiscoveryEngine(
            name,
            new OptionsSource(
                provider.GetRequiredService<IOptionsFactory<BirdeyeDiscoveryOptions>>(),
                name,
                options => OptionsHash.Of(options, source.Describe(options).Name),
                logger,
                options => OptionNotices.Of(
                    options,
                    provider.GetService<IConfiguration>(),
                    source is BirdeyeMarketSource,
                    new ReadSections(provider).Contain)),
            new ReportedScorerFactory(provider.GetRequiredKeyedService<IScorerFactory>(name), failures),
            source,
            new EngineStore(store, history, leadership, committed, hostClock, policy, provider.GetKeyedService<ILifecycleStore>(name),
                Part<IOpenPositionSource>(provider, name), new FollowerLog(name, lease, storeClock, logger)),
            committed,
            leadership,
            new CycleCommitter(name, store, history, Pipelines(provider, name).StoreCalls, logger, policy, telemetry,
                new ShadowScorers(name, [.. provider.GetKeyedServices<ShadowScorer>(name)], clock, logger)),
            new StoreUpkeep(name, provider.GetKeyedService<IStoreMaintenance>(name), history, lease, storeClock, clock, logger),
            publisher,
            new CycleRunner(
                new TrendingCollector(market),
                new CandidateCollector(market, candles),
                candles,
                new LongCandleCollector(market),
                Part<IOpenPositionSource>(provider, name),
                publisher,
                clock,
                policy),
            new ObserverNotifier(
                name,
                provider
                    .GetKeyedServices<IDiscoveryObserver>(name)
                    .Prepend(new LifecycleSignalObserver(provider.GetRequiredKeyedService<LifecycleSignal>(name))),
                logger),
            hostClock,
            new CycleBudget(name, purse, history, telemetry, logger),
            new RunMonitor(telemetry, clock),
            telemetry,
            clock,
            logger,
            policy);
    }

    internal static EngineTelemetry Telemetry(IServiceProvider provider, string name) =>
        provider.GetRequiredKeyedService<EngineTelemetry>(name);

    private static EnginePipelines Pipelines(IServiceProvider provider, string name) =>
        provider.GetRequiredKeyedService<EnginePipelines>(name);

    // A part of the store can be missing from the services if the host registered the parts one by one, and not with UseStore.
    private static T Part<T>(IServiceProvider provider, string name)
        where T : class => provider.GetKeyedService<T>(name) ?? throw new InvalidOperationException(
            $"The store of {EngineLabel.In(name)} lacks {typeof(T).Name}, which an engine needs; register the store with UseStore.");

    private static BirdeyeDiscoveryOptions CurrentOptions(IServiceProvider provider, string name) =>
        provider.GetRequiredService<IOptionsFactory<BirdeyeDiscoveryOptions>>().Create(name);

    // The services of the host may have no logging; the registered parts then log nothing.
    internal static ILogger<T> Logger<T>(IServiceProvider provider) => provider.GetService<ILogger<T>>() ?? NullLogger<T>.Instance;

    private static void AddUnkeyed<T>(IServiceCollection services)
        where T : class => services.TryAddSingleton(static provider => provider.GetRequiredKeyedService<T>(Options.DefaultName));
}
