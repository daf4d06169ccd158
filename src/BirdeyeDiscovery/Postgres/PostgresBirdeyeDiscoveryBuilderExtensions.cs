using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Options;
using Npgsql;

namespace BirdeyeDiscovery;

/// <summary>The verbs by which an engine keeps its facts in PostgreSQL.</summary>
public static class PostgresBirdeyeDiscoveryBuilderExtensions
{
    /// <summary>Keeps the tracked tokens and the history in PostgreSQL, over the <c>NpgsqlDataSource</c> of the host's container.</summary>
    /// <param name="builder">The engine's builder.</param>
    /// <returns>The builder.</returns>
    /// <exception cref="InvalidOperationException">The engine has another store already.</exception>
    public static IBirdeyeDiscoveryBuilder UsePostgres(this IBirdeyeDiscoveryBuilder builder) => builder.UsePostgres(static _ => { });

    /// <summary>Keeps the tracked tokens and the history in PostgreSQL.</summary>
    /// <param name="builder">The engine's builder.</param>
    /// <param name="connectionString">The connection string, in Npgsql's form.</param>
    /// <returns>The builder.</returns>
    /// <exception cref="InvalidOperationException">The engine has another store already.</exception>
    public static IBirdeyeDiscoveryBuilder UsePostgres(this IBirdeyeDiscoveryBuilder builder, string connectionString)
    {
        ArgumentException.ThrowIfNullOrWhiteSpace(connectionString);
        return builder.UsePostgres(options => options.ConnectionString = connectionString);
    }

    /// <summary>Keeps the tracked tokens and the history in PostgreSQL.</summary>
    /// <param name="builder">The engine's builder.</param>
    /// <param name="configure">Sets the options; they are checked at start.</param>
    /// <returns>The builder.</returns>
    /// <remarks>
    /// Registers, keyed by the engine's name: <see cref="ITrackedTokenStore"/>, <see cref="IDiscoveryHistory"/>, <see cref="ILeaderLease"/>,
    /// <see cref="ITradeLedger"/>, <see cref="IDiscoveryAnalytics"/>, <see cref="IStrategyStore"/>, <see cref="ILifecycleStore"/>, <see cref="IStoreMaintenance"/> and, unless the engine has one, <see cref="IOpenPositionSource"/>. Called again for the same engine it only adds to the
    /// options.
    /// </remarks>
    /// <exception cref="InvalidOperationException">The engine has another store already.</exception>
    public static IBirdeyeDiscoveryBuilder UsePostgres(this IBirdeyeDiscoveryBuilder builder, Action<PostgresStoreOptions> configure)
    {
        ArgumentNullException.ThrowIfNull(builder);
        ArgumentNullException.ThrowIfNull(configure);
        var (name, services) = (builder.Name, builder.Services);
        services.AddOptions<PostgresStoreOptions>(name).Configure(configure).ValidateOnStart();
        services.TryAddEnumerable(ServiceDescriptor.Singleton<IValidateOptions<PostgresStoreOptions>, PostgresStoreOptionsValidator>());
        if (HasKeyed(services, typeof(PostgresDatabase), name))
        {
            return builder;
        }

        if (HasKeyed(services, typeof(ITrackedTokenStore), name))
        {
            throw new InvalidOperationException($"The engine '{name}' has a store already; call UsePostgres or another store's verb, not both.");
        }

        services.TryAddSingleton(TimeProvider.System);
        services.AddKeyedSingleton(name, (provider, _) => PostgresDatabaseFactory.Create(provider, name));
        services.AddKeyedSingleton<ITrackedTokenStore>(name, (provider, _) => new PostgresTrackedTokenStore(Database(provider, name)));
        services.AddKeyedSingleton<IDiscoveryHistory>(name, (provider, _) => new PostgresDiscoveryHistory(Database(provider, name)));
        services.AddKeyedSingleton<ILeaderLease>(name, (provider, _) => new PostgresLeaderLease(Database(provider, name)));
        services.AddKeyedSingleton<ITradeLedger>(name, (provider, _) => new ReportingTradeLedger(
            name,
            new PostgresTradeLedger(Database(provider, name)),
            provider.GetRequiredService<TimeProvider>(),
            (ILogger?)provider.GetService<ILogger<ReportingTradeLedger>>() ?? NullLogger.Instance));
        services.AddKeyedSingleton<IDiscoveryAnalytics>(name, (provider, _) => new PostgresDiscoveryAnalytics(Database(provider, name)));
        services.AddKeyedSingleton<IStrategyStore>(name, (provider, _) => new PostgresStrategyStore(Database(provider, name)));
        services.AddKeyedSingleton<ILifecycleStore>(name, (provider, _) => new PostgresLifecycleStore(Database(provider, name)));
        services.AddKeyedSingleton<IStoreMaintenance>(name, (provider, _) => new PostgresMaintenance(Database(provider, name)));
        services.AddKeyedSingleton<ILifecycleListener>(name, (provider, _) => new PostgresLifecycleListener(
            name,
            provider.GetRequiredService<IOptionsMonitor<PostgresStoreOptions>>().Get(name).ListenForEvents,
            Database(provider, name),
            provider.GetRequiredKeyedService<LifecycleSignal>(name),
            provider.GetRequiredKeyedService<EnginePipelines>(name).StoreFollowers,
            provider.GetService<ILogger<PostgresDatabase>>() ?? NullLogger<PostgresDatabase>.Instance));
        return builder.TryAddPositionsTable(provider => new PostgresPositionsTable(Database(provider, name)));
    }

    private static PostgresDatabase Database(IServiceProvider provider, string name) => provider.GetRequiredKeyedService<PostgresDatabase>(name);

    private static bool HasKeyed(IServiceCollection services, Type type, string name) =>
        services.Any(service => service.IsKeyedService && service.ServiceType == type && Equals(service.ServiceKey, name));
}
