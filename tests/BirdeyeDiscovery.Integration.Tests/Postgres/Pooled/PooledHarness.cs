using BirdeyeDiscovery.Integration.Tests.Postgres;
using BirdeyeDiscovery.Servers;

namespace BirdeyeDiscovery.Integration.Tests.Pooled;

/// <summary>The same behind PgBouncer in transaction mode: each transaction may run on another connection of the server.</summary>
internal sealed class PooledHarness : PostgresHarness
{
    protected override async ValueTask<int> PortAsync()
    {
        var pooler = await SharedPostgres.GetPoolerAsync();
        foreach (var role in PostgresRoles.All)
        {
            await pooler.AddUserAsync(role);
        }

        return pooler.Port;
    }
}
