using BirdeyeDiscovery.Integration.Tests.Postgres;
using BirdeyeDiscovery.Servers;

namespace BirdeyeDiscovery.Integration.Tests.Pooled;

/// <summary>The same behind PgBouncer in transaction mode: each transaction may run on another connection of the server.</summary>
internal sealed class PooledHarness : PostgresHarness
{
    protected override async ValueTask<int> PortAsync()
    {
        var pooler = await SharedPostgres.GetPoolerAsync();
        await pooler.AddUserAsync(PostgresRoles.Runtime);
        await pooler.AddUserAsync(PostgresRoles.Owner);
        return pooler.Port;
    }
}
