using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Options;

namespace BirdeyeDiscovery;

/// <summary>The verbs by which an engine keeps its facts in SQLite.</summary>
public static class SqliteBirdeyeDiscoveryBuilderExtensions
{
    /// <summary>Keeps the tracked tokens and the history in one SQLite file.</summary>
    /// <param name="builder">The engine's builder.</param>
    /// <param name="path">The path of the file.</param>
    /// <returns>The builder.</returns>
    /// <exception cref="InvalidOperationException">The engine has another store already.</exception>
    public static IBirdeyeDiscoveryBuilder UseSqlite(this IBirdeyeDiscoveryBuilder builder, string path)
    {
        ArgumentException.ThrowIfNullOrWhiteSpace(path);
        return builder.UseSqlite(options => options.Path = path);
    }

    /// <summary>Keeps the tracked tokens and the history in one SQLite file.</summary>
    /// <param name="builder">The engine's builder.</param>
    /// <param name="configure">Sets the options; they are checked at start.</param>
    /// <returns>The builder.</returns>
    /// <remarks>
    /// Registers, keyed by the engine's name: <see cref="ITrackedTokenStore"/>, <see cref="IDiscoveryHistory"/>, <see cref="ILeaderLease"/>,
    /// <see cref="IStoreMaintenance"/>, <see cref="ITradeLedger"/>, <see cref="IDiscoveryAnalytics"/>, <see cref="IStrategyStore"/>, <see cref="ILifecycleStore"/> and, unless the
    /// engine has one, <see cref="IOpenPositionSource"/>. Called again for the same engine it only adds to the options.
    /// </remarks>
    /// <exception cref="InvalidOperationException">The engine has another store already.</exception>
    public static IBirdeyeDiscoveryBuilder UseSqlite(this IBirdeyeDiscoveryBuilder builder, Action<SqliteStoreOptions> configure)
    {
        ArgumentNullException.ThrowIfNull(builder);
        ArgumentNullException.ThrowIfNull(configure);
        var (name, services) = (builder.Name, builder.Services);
        services.AddOptions<SqliteStoreOptions>(name).Configure(configure).ValidateOnStart();
        services.TryAddEnumerable(ServiceDescriptor.Singleton<IValidateOptions<SqliteStoreOptions>, SqliteStoreOptionsValidator>());
        if (HasKeyed(services, typeof(SqliteDatabase), name))
        {
            return builder;
        }

        if (HasKeyed(services, typeof(ITrackedTokenStore), name))
        {
            throw new InvalidOperationException($"The engine '{name}' has a store already; call UseSqlite or another store's verb, not both.");
        }

        services.TryAddSingleton(TimeProvider.System);
        services.AddKeyedSingleton(name, (provider, _) => new SqliteDatabase(
            provider.GetRequiredService<IOptionsMonitor<SqliteStoreOptions>>().Get(name),
            provider.GetRequiredService<TimeProvider>()));
        services.AddKeyedSingleton<ITrackedTokenStore>(name, (provider, _) => new SqliteTrackedTokenStore(Database(provider, name)));
        services.AddKeyedSingleton<IDiscoveryHistory>(name, (provider, _) => new SqliteDiscoveryHistory(Database(provider, name)));
        services.AddKeyedSingleton<ILeaderLease>(name, (provider, _) => new SqliteLeaderLease(Database(provider, name)));
        services.AddKeyedSingleton<IStoreMaintenance>(name, (provider, _) => new SqliteMaintenance(Database(provider, name)));
        services.AddKeyedSingleton<ITradeLedger>(name, (provider, _) => new ReportingTradeLedger(
            name,
            new SqliteTradeLedger(Database(provider, name)),
            provider.GetRequiredService<TimeProvider>(),
            (ILogger?)provider.GetService<ILogger<ReportingTradeLedger>>() ?? NullLogger.Instance));
        services.AddKeyedSingleton<IDiscoveryAnalytics>(name, (provider, _) => new SqliteDiscoveryAnalytics(Database(provider, name)));
        services.AddKeyedSingleton<IStrategyStore>(name, (provider, _) => new SqliteStrategyStore(Database(provider, name)));
        services.AddKeyedSingleton<ILifecycleStore>(name, (provider, _) => new SqliteLifecycleStore(Database(provider, name)));
        return builder.TryAddPositionsTable(provider => new SqlitePositionsTable(Database(provider, name)));
    }

    private static SqliteDatabase Database(IServiceProvider provider, string name) => provider.GetRequiredKeyedService<SqliteDatabase>(name);

    private static bool HasKeyed(IServiceCollection services, Type type, string name) =>
        services.Any(service => service.IsKeyedService && service.ServiceType == type && Equals(service.ServiceKey, name));
}
