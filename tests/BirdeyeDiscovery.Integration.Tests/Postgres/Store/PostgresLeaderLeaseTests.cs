using BirdeyeDiscovery.Conformance;

namespace BirdeyeDiscovery.Integration.Tests.Postgres;

public sealed class PostgresLeaderLeaseTests : LeaderLeaseConformance
{
    protected override StoreHarness Create() => new PostgresHarness();
}
