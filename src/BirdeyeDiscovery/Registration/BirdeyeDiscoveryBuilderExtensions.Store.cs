using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Abstractions;

namespace BirdeyeDiscovery;

public static partial class BirdeyeDiscoveryBuilderExtensions
{
    /// <summary>Stores the tracked tokens and the history in a custom store.</summary>
    /// <param name="builder">The engine's builder.</param>
    /// <param name="store">Creates the store. It is called once, when the first part is resolved.</param>
    /// <returns>The builder.</returns>
    /// <remarks>
    /// Registers each part, keyed by the name of the engine. At start an <see cref="InvalidOperationException"/> names the missing parts.
    /// The package <c>BirdeyeDiscovery.Conformance</c> contains the tests that a store must pass.
    /// </remarks>
    /// <exception cref="InvalidOperationException">The engine already has another store.</exception>
    public static IBirdeyeDiscoveryBuilder UseStore(this IBirdeyeDiscoveryBuilder builder, Func<IServiceProvider, DiscoveryStore> store)
    {
        ArgumentNullException.ThrowIfNull(builder);
        ArgumentNullException.ThrowIfNull(store);
        var (name, services) = (builder.Name, builder.Services);
        if (services.Any(service => service.IsKeyedService
            && service.ServiceType == typeof(ITrackedTokenStore)
            && Equals(service.ServiceKey, name)))
        {
            throw new InvalidOperationException(
                $"{EngineLabel.At(name)} has a store already; of UsePostgres, UseSqlite and UseStore call one, and UseStore once.");
        }

        services.TryAddSingleton(TimeProvider.System);
        services.AddKeyedSingleton(name, (provider, _) => Check(store(provider), name));
        Add(services, name, static store => store.Tokens);
        Add(services, name, static store => store.History);
        Add(services, name, static store => store.Lease);
        Add(services, name, static store => store.Lifecycle);
        Add(services, name, static store => store.Maintenance);

        // These parts are registered as services although the store may lack them. Resolving one that it lacks throws.
        AddOptional(services, name, nameof(DiscoveryStore.Analytics), static store => store.Analytics);
        AddOptional(services, name, nameof(DiscoveryStore.Strategies), static store => store.Strategies);
        services.AddKeyedSingleton<ITradeLedger>(name, (provider, _) => new ReportingTradeLedger(
            name,
            Store(provider, name).Trades ?? throw Lacks<ITradeLedger>(name, nameof(DiscoveryStore.Trades)),
            provider.GetRequiredService<TimeProvider>(),
            (ILogger?)provider.GetService<ILogger<ReportingTradeLedger>>() ?? NullLogger.Instance,
            provider.GetKeyedService<EngineTelemetry>(name)));

        // The container treats the null of a part that the store lacks as a service that is not registered.
        services.AddKeyedSingleton<ILifecycleListener>(name, (provider, _) => Store(provider, name).Listener!);
        services.AddKeyedSingleton<IComputeUnitLedger>(name, (provider, _) => Store(provider, name).ComputeUnits!);
        services.AddKeyedSingleton<IEvaluationTrials>(name, (provider, _) => Store(provider, name).Trials!);
        services.TryAddKeyedSingleton<IOpenPositionSource>(
            name,
            (provider, _) => Store(provider, name).Positions
                ?? throw Lacks<IOpenPositionSource>(
                    name,
                    nameof(DiscoveryStore.Positions),
                    ", or call UseOpenPositions"));
        return builder;
    }

    private static void Add<T>(IServiceCollection services, string name, Func<DiscoveryStore, T> part)
        where T : class =>
        services.AddKeyedSingleton(name, (provider, _) => part(Store(provider, name)));

    private static void AddOptional<T>(IServiceCollection services, string name, string part, Func<DiscoveryStore, T?> get)
        where T : class =>
        services.AddKeyedSingleton(name, (provider, _) => get(Store(provider, name)) ?? throw Lacks<T>(name, part));

    private static InvalidOperationException Lacks<T>(string name, string part, string otherwise = "") =>
        new($"The store of {EngineLabel.In(name)} has no {part} ({typeof(T).Name}); "
            + $"set it in the {nameof(DiscoveryStore)} given to {nameof(UseStore)}{otherwise}.");

    private static DiscoveryStore Store(IServiceProvider provider, string name) => provider.GetRequiredKeyedService<DiscoveryStore>(name);

    private static DiscoveryStore Check(DiscoveryStore? store, string name)
    {
        if (store is null)
        {
            throw new InvalidOperationException($"{EngineLabel.At(name)} has no store: the function given to UseStore returned null.");
        }

        return store.Missing() is { Count: > 0 } missing
            ? throw new InvalidOperationException(
                $"The store of {EngineLabel.In(name)} lacks {string.Join(", ", missing)}; "
                + $"set each part of the {nameof(DiscoveryStore)} given to UseStore.")
            : store;
    }
}
