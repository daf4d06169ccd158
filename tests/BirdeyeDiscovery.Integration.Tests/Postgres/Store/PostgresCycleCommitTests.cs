using BirdeyeDiscovery.Conformance;

namespace BirdeyeDiscovery.Integration.Tests.Postgres;

public sealed class PostgresCycleCommitTests : CycleCommitConformance
{
    protected override StoreHarness Create() => new PostgresHarness();
}
