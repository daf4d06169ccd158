using Microsoft.Extensions.Configuration;

namespace BirdeyeDiscovery.Tool;

/// <summary>
/// Represents where the tool finds the data and the live view: what the command line names, else the connection strings, else a file in the
/// folder and the memory of this process.
/// </summary>
/// <param name="Sqlite">The SQLite file as it was named; null for PostgreSQL.</param>
/// <param name="Postgres">The connection string of PostgreSQL, with the name of its setting.</param>
/// <param name="Redis">The connection string of Redis, with the name of its setting.</param>
internal sealed record StorePlace(string? Sqlite, (string Text, string Key)? Postgres, (string Text, string Key)? Redis)
{
    public const string DefaultFile = "data/discovery.db";

    private const string PostgresKey = "ConnectionStrings:Postgres";
    private const string RedisKey = "ConnectionStrings:Redis";

    /// <summary>Gets the place of the store as the tool shows it. Connection strings contain passwords and are never shown.</summary>
    public string Name => Sqlite ?? $"PostgreSQL ({Postgres!.Value.Key})";

    public static StorePlace Read(IConfiguration configuration, ToolSettings settings)
    {
        if (settings is { Sqlite: not null, Postgres: not null })
        {
            throw ToolException.Usage("--sqlite and --postgres are both given; allowed is one of them.");
        }

        var postgres = settings.Sqlite is null ? Setting(settings.Postgres, "--postgres", configuration[PostgresKey], PostgresKey) : null;
        return new StorePlace(
            postgres is null ? settings.Sqlite ?? DefaultFile : null,
            postgres,
            Setting(settings.Redis, "--redis", configuration[RedisKey], RedisKey));
    }

    public IBirdeyeDiscoveryBuilder AddTo(IBirdeyeDiscoveryBuilder builder, ToolContext context)
    {
        _ = Postgres is { } postgres
            ? builder.UsePostgres(options => (options.ConnectionString, options.ConnectionStringKey) = postgres)
            : builder.UseSqlite(context.PathOf(Sqlite!));
        return Redis is { } redis ? builder.UseRedis(options => (options.Configuration, options.ConfigurationKey) = redis) : builder;
    }

    private static (string Text, string Key)? Setting(string? given, string option, string? configured, string key) =>
        given is not null ? (given, option) : string.IsNullOrWhiteSpace(configured) ? null : (configured, key);
}
