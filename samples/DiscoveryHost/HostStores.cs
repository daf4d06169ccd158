using BirdeyeDiscovery;
using Microsoft.Extensions.Configuration;

namespace DiscoveryHost;

/// <summary>
/// Represents where the data and the live view are stored: on servers if connection strings name them, otherwise in a file and in this
/// process.
/// </summary>
internal sealed record HostStores(string? Postgres, string? Redis)
{
    public const string FilePath = "./data/discovery.db";

    private const string PostgresKey = "ConnectionStrings:Postgres";
    private const string RedisKey = "ConnectionStrings:Redis";

    public bool UsesFile => Postgres is null;

    /// <summary>Gets all places that a cycle is written to, as they are shown to people.</summary>
    public string Places => Redis is null ? Place : $"{Place} and Redis ({RedisKey})";

    /// <summary>Gets the place as it is shown to people. Connection strings contain passwords and are never shown.</summary>
    public string Place => UsesFile ? FilePath : $"PostgreSQL ({PostgresKey})";

    public static HostStores Read(IConfiguration configuration) => new(Text(configuration, "Postgres"), Text(configuration, "Redis"));

    /// <summary>Adds the stores to the engine.</summary>
    public IBirdeyeDiscoveryBuilder AddTo(IBirdeyeDiscoveryBuilder builder)
    {
        _ = Postgres is null
            ? builder.UseSqlite(FilePath)
            : builder.UsePostgres(options => (options.ConnectionString, options.ConnectionStringKey) = (Postgres, PostgresKey));
        builder.ValidateStrategyConfigs(SignalConfig.Format);
        return Redis is null ? builder : builder.UseRedis(options => (options.Configuration, options.ConfigurationKey) = (Redis, RedisKey));
    }

    private static string? Text(IConfiguration configuration, string name) =>
        configuration.GetConnectionString(name) is { } text && !string.IsNullOrWhiteSpace(text) ? text : null;
}
