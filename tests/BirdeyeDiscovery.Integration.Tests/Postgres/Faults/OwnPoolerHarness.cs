using BirdeyeDiscovery.Servers;

namespace BirdeyeDiscovery.Integration.Tests.Postgres;

/// <summary>A store behind a PgBouncer of its own, which may end without another test's noticing.</summary>
internal sealed class OwnPoolerHarness(PgBouncer pooler) : PostgresHarness
{
    public static async Task<OwnPoolerHarness> CreateAsync() => new(await PgBouncer.StartAsync((await SharedPostgres.GetAsync()).Port, PostgresRoles.All));

    protected override ValueTask<int> PortAsync() => new(pooler.Port);

    protected override async ValueTask DropAsync()
    {
        await pooler.DisposeAsync();
        await base.DropAsync();
    }
}
