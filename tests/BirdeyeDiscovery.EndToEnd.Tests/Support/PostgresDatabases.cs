using BirdeyeDiscovery.Servers;
using Npgsql;

namespace BirdeyeDiscovery.EndToEnd.Tests.Support;

/// <summary>Databases with the schema in them, for hosts that run as the runtime role.</summary>
internal static class PostgresDatabases
{
    public const string Schema = "discovery";

    public static async Task<TestDatabase> CreateAsync()
    {
        var database = await TestDatabase.CreateAsync();
        await PostgresRoles.ApplyAsync(database, Schema);
        await using (var owner = NpgsqlDataSource.Create(database.ConnectionString(PostgresRoles.Owner) + ";Pooling=false"))
        {
            await new PostgresSchema(owner, Schema).InitializeAsync(SchemaMode.Apply, TestContext.Current.CancellationToken);
        }

        await PostgresRoles.ApplyAsync(database, Schema);
        return database;
    }
}
