using BirdeyeDiscovery.Servers;

namespace BirdeyeDiscovery.Integration.Tests.Postgres;

/// <summary>A store on a server of its own, which a test may stop and kill.</summary>
internal sealed class OwnServerHarness(PostgresServer server) : PostgresHarness
{
    public PostgresServer Server => server;

    protected override ValueTask<int> PortAsync() => new(server.Port);

    protected override async Task<TestDatabase> CreateAsync(bool withSchema)
    {
        var database = await TestDatabase.CreateAsync(server);
        await InstallAsync(database);
        return database;
    }

    // With the server goes the database.
    protected override ValueTask DropAsync() => server.DisposeAsync();
}
