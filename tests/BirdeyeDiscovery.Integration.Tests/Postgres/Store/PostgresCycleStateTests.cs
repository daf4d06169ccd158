using BirdeyeDiscovery.Conformance;

namespace BirdeyeDiscovery.Integration.Tests.Postgres;

public sealed class PostgresCycleStateTests : CycleStateConformance
{
    protected override StoreHarness Create() => new PostgresHarness();
}
