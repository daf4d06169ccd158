using BirdeyeDiscovery;
using Microsoft.Extensions.Configuration;

namespace DiscoveryHost;

/// <summary>Where the facts and the live view are kept: servers where connection strings name them, else a file and this process.</summary>
internal sealed record HostStores(string? Postgres, string? Redis)
{
    public const string FilePath = "./data/discovery.db";

    public bool UsesFile => Postgres is null;

    /// <summary>Gets what people are told; connection strings hold passwords and are never shown.</summary>
    public string Place => UsesFile ? FilePath : "PostgreSQL (ConnectionStrings:Postgres)";

    public static HostStores Read(IConfiguration configuration) => new(Text(configuration, "Postgres"), Text(configuration, "Redis"));

    /// <summary>Gives the engine its stores.</summary>
    public IBirdeyeDiscoveryBuilder AddTo(IBirdeyeDiscoveryBuilder builder)
    {
        // This host trades nothing; a bot that keeps its positions beside the tokens is asked all the same.
        _ = Postgres is null
            ? builder.UseSqlite(static options =>
            {
                options.Path = FilePath;
                options.Positions.WithoutTable = PositionState.Flat;
            })
            : builder.UsePostgres(options =>
            {
                options.ConnectionString = Postgres;
                options.Positions.WithoutTable = PositionState.Flat;
            });
        return Redis is null ? builder : builder.UseRedis(Redis);
    }

    private static string? Text(IConfiguration configuration, string name) =>
        configuration.GetConnectionString(name) is { } text && !string.IsNullOrWhiteSpace(text) ? text : null;
}
