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

    /// <summary>
    /// Gets the SQLite file, or the configuration key of the connection string. The connection string is never shown: it has a password.
    /// </summary>
    public string Name => Sqlite ?? $"PostgreSQL ({Postgres!.Value.Key})";

    /// <summary>Gets the places of the store and of Redis to which the tool's host writes a cycle, as the tool shows them.</summary>
    public string Names => Redis is { } redis ? $"{Name} and Redis ({redis.Key})" : Name;

    public static StorePlace Read(IConfiguration configuration, ToolSettings settings)
    {
        if (settings is { Sqlite: not null, Postgres: not null })
        {
            throw ToolException.Usage("--sqlite and --postgres are both given; allowed is one of them.");
        }

        CheckName(configuration, settings is { Sqlite: null, Postgres: null }, PostgresKey, "--postgres");
        CheckName(configuration, settings.Redis is null, RedisKey, "--redis");
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

    // Refuses a misspelt name of the section or of the setting, for which the tool's host would silently use the file, or the memory of
    // this process.
    private static void CheckName(IConfiguration configuration, bool isRead, string key, string option)
    {
        if (!isRead || !string.IsNullOrWhiteSpace(configuration[key]))
        {
            return;
        }

        var nearest = configuration.GetChildren()
            .SelectMany(static section => section.GetChildren())
            .Where(other => !string.IsNullOrWhiteSpace(other.Value) && UnknownKeys.Distance(other.Path, key) is > 0 and <= 2)
            .Select(static other => other.Path)
            .FirstOrDefault();
        if (nearest is not null)
        {
            throw ToolException.Usage($"{PlainText.Clean(nearest, 100)} is not read; did you mean {key}? {option} names the place, too.");
        }
    }

    private static (string Text, string Key)? Setting(string? given, string option, string? configured, string key) =>
        given is not null ? (given, option) : string.IsNullOrWhiteSpace(configured) ? null : (configured, key);
}
