using BirdeyeDiscovery;
using Microsoft.Extensions.Configuration;

namespace DiscoveryHost;

/// <summary>
/// Represents where the data and the live view are stored: on servers if connection strings name them, otherwise in a file and in this
/// process.
/// </summary>
/// <param name="Postgres">The connection string of PostgreSQL, or null for the file.</param>
/// <param name="Redis">The connection string of Redis, or null for the memory of this process.</param>
/// <param name="FilePath">The SQLite file, which is used without PostgreSQL.</param>
internal sealed record HostStores(string? Postgres, string? Redis, string FilePath)
{
    /// <summary>The file of a market on this machine: a trial never writes into the file of the real API.</summary>
    public const string TrialFile = "./data/discovery.db";

    /// <summary>The file of the real API, in which no generated token takes a slot.</summary>
    public const string LiveFile = "./data/live.db";

    private const string PostgresKey = "ConnectionStrings:Postgres";
    private const string RedisKey = "ConnectionStrings:Redis";

    public bool UsesFile => Postgres is null;

    /// <summary>Gets all places that a cycle is written to, as they are shown to people.</summary>
    public string Places => Redis is null ? Place : $"{Place} and Redis ({RedisKey})";

    /// <summary>Gets the place as it is shown to people. Connection strings contain passwords and are never shown.</summary>
    public string Place => UsesFile ? FilePath : $"PostgreSQL ({PostgresKey})";

    /// <summary>
    /// Reads the connection strings. A misspelt name is a fault, because without its store the host would silently use the file or the
    /// memory of this process.
    /// </summary>
    public static HostStores Read(IConfiguration configuration, bool asksRealApi, List<string> faults)
    {
        var stores = new HostStores(
            Text(configuration, "Postgres"), Text(configuration, "Redis"), asksRealApi ? LiveFile : TrialFile);
        AddMisspelt(configuration, stores.Postgres, PostgresKey, faults);
        AddMisspelt(configuration, stores.Redis, RedisKey, faults);
        return stores;
    }

    /// <summary>Adds the stores to the engine.</summary>
    public IBirdeyeDiscoveryBuilder AddTo(IBirdeyeDiscoveryBuilder builder)
    {
        _ = Postgres is null
            ? builder.UseSqlite(FilePath)
            : builder.UsePostgres(options => (options.ConnectionString, options.ConnectionStringKey) = (Postgres, PostgresKey));
        builder.ValidateStrategyConfigs(SignalConfig.Format);
        return Redis is null ? builder : builder.UseRedis(options => (options.Configuration, options.ConfigurationKey) = (Redis, RedisKey));
    }

    private static void AddMisspelt(IConfiguration configuration, string? configured, string key, List<string> faults)
    {
        if (configured is null && NearName.Fault(configuration, key) is { } fault)
        {
            faults.Add(fault);
        }
    }

    private static string? Text(IConfiguration configuration, string name) =>
        configuration.GetConnectionString(name) is { } text && !string.IsNullOrWhiteSpace(text) ? text : null;
}
