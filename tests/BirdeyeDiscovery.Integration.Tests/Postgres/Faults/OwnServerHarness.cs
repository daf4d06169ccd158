using BirdeyeDiscovery.Servers;

namespace BirdeyeDiscovery.Integration.Tests.Postgres;

/// <summary>A store on a server other than the shared one, which a test may stop and kill.</summary>
/// <param name="server">The server.</param>
/// <param name="keepsServer">Whether the server goes on when the test ends, for the next one.</param>
internal sealed class OwnServerHarness(PostgresServer server, bool keepsServer = false) : PostgresHarness
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
    protected override ValueTask DropAsync() => keepsServer ? base.DropAsync() : server.DisposeAsync();
}
