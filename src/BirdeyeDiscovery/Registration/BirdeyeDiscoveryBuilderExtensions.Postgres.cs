using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Options;
using Npgsql;

namespace BirdeyeDiscovery;

public static partial class BirdeyeDiscoveryBuilderExtensions
{
    /// <summary>
    /// Stores the tracked tokens and the history in PostgreSQL, with the <c>NpgsqlDataSource</c> of the host's container.
    /// </summary>
    /// <param name="builder">The engine's builder.</param>
    /// <returns>The builder.</returns>
    /// <exception cref="InvalidOperationException">The engine already has another store.</exception>
    public static IBirdeyeDiscoveryBuilder UsePostgres(this IBirdeyeDiscoveryBuilder builder) => builder.UsePostgres(static _ => { });

    /// <summary>Stores the tracked tokens and the history in PostgreSQL.</summary>
    /// <param name="builder">The engine's builder.</param>
    /// <param name="connectionString">The connection string in the format of Npgsql.</param>
    /// <returns>The builder.</returns>
    /// <exception cref="InvalidOperationException">The engine already has another store.</exception>
    public static IBirdeyeDiscoveryBuilder UsePostgres(this IBirdeyeDiscoveryBuilder builder, string connectionString)
    {
        ArgumentException.ThrowIfNullOrWhiteSpace(connectionString);
        return builder.UsePostgres(options => options.ConnectionString = connectionString);
    }

    /// <summary>Stores the tracked tokens and the history in PostgreSQL.</summary>
    /// <param name="builder">The engine's builder.</param>
    /// <param name="configure">Sets the options, which are validated at start.</param>
    /// <returns>The builder.</returns>
    /// <remarks>
    /// Registers the parts of a <see cref="DiscoveryStore"/>, keyed by the name of the engine. A second call for the same engine only adds
    /// to the options.
    /// </remarks>
    /// <exception cref="InvalidOperationException">The engine already has another store.</exception>
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

        builder.TryAddPositionsTable(provider => new PostgresPositionsTable(provider.GetRequiredKeyedService<PostgresDatabase>(name)))
            .UseStore(provider => Create(provider, name));
        services.AddKeyedSingleton(name, (provider, _) => PostgresDatabaseFactory.Create(provider, name));
        return builder;
    }

    private static DiscoveryStore Create(IServiceProvider provider, string name)
    {
        var database = provider.GetRequiredKeyedService<PostgresDatabase>(name);
        var options = provider.GetRequiredService<IOptionsMonitor<PostgresStoreOptions>>().Get(name);
        return new DiscoveryStore
        {
            Tokens = new PostgresTrackedTokenStore(database),
            History = new PostgresDiscoveryHistory(database),
            Lease = new PostgresLeaderLease(database),
            Trades = new PostgresTradeLedger(database),
            Analytics = new PostgresDiscoveryAnalytics(database),
            Strategies = new PostgresStrategyStore(database),
            ComputeUnits = new PostgresComputeUnitLedger(database),
            Trials = new PostgresEvaluationTrials(database),
            Lifecycle = new PostgresLifecycleStore(database),
            Maintenance = new PostgresMaintenance(database),
            Listener = new PostgresLifecycleListener(
                name,
                options.ListenForEvents,
                database,
                (provider.GetKeyedService<EnginePipelines>(name) ?? EnginePipelines.Default).StoreFollowers,
                provider.GetService<ILogger<PostgresDatabase>>() ?? NullLogger<PostgresDatabase>.Instance),
        };
    }

    private static bool HasKeyed(IServiceCollection services, Type type, string name) =>
        services.Any(service => service.IsKeyedService && service.ServiceType == type && Equals(service.ServiceKey, name));
}
