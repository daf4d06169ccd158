using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Options;

namespace BirdeyeDiscovery;

/// <summary>Provides the methods by which an engine stores its data in SQLite.</summary>
public static class SqliteBirdeyeDiscoveryBuilderExtensions
{
    /// <summary>Stores the tracked tokens and the history in one SQLite file.</summary>
    /// <param name="builder">The engine's builder.</param>
    /// <param name="path">The path of the file.</param>
    /// <returns>The builder.</returns>
    /// <exception cref="InvalidOperationException">The engine already has another store.</exception>
    public static IBirdeyeDiscoveryBuilder UseSqlite(this IBirdeyeDiscoveryBuilder builder, string path)
    {
        ArgumentException.ThrowIfNullOrWhiteSpace(path);
        return builder.UseSqlite(options => options.Path = path);
    }

    /// <summary>Stores the tracked tokens and the history in one SQLite file.</summary>
    /// <param name="builder">The engine's builder.</param>
    /// <param name="configure">Sets the options, which are validated at start.</param>
    /// <returns>The builder.</returns>
    /// <remarks>
    /// Registers the parts of a <see cref="DiscoveryStore"/>, keyed by the name of the engine. A second call for the same engine only adds
    /// to the options.
    /// </remarks>
    /// <exception cref="InvalidOperationException">The engine already has another store.</exception>
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

        builder.TryAddPositionsTable(provider => new SqlitePositionsTable(provider.GetRequiredKeyedService<SqliteDatabase>(name)))
            .UseStore(provider => Create(provider, name));
        services.AddKeyedSingleton(name, (provider, _) => new SqliteDatabase(
            provider.GetRequiredService<IOptionsMonitor<SqliteStoreOptions>>().Get(name),
            provider.GetRequiredService<TimeProvider>()));
        return builder;
    }

    private static DiscoveryStore Create(IServiceProvider provider, string name)
    {
        var database = provider.GetRequiredKeyedService<SqliteDatabase>(name);
        return new DiscoveryStore
        {
            Tokens = new SqliteTrackedTokenStore(database),
            History = new SqliteDiscoveryHistory(database),
            Lease = new SqliteLeaderLease(database),
            Trades = new SqliteTradeLedger(database),
            Analytics = new SqliteDiscoveryAnalytics(database),
            Strategies = new SqliteStrategyStore(database),
            ComputeUnits = new SqliteComputeUnitLedger(database),
            Trials = new SqliteEvaluationTrials(database),
            Lifecycle = new SqliteLifecycleStore(database),
            Maintenance = new SqliteMaintenance(database),
        };
    }

    private static bool HasKeyed(IServiceCollection services, Type type, string name) =>
        services.Any(service => service.IsKeyedService && service.ServiceType == type && Equals(service.ServiceKey, name));
}
