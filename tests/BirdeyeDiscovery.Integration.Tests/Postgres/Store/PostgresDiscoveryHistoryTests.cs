using BirdeyeDiscovery.Conformance;

namespace BirdeyeDiscovery.Integration.Tests.Postgres;

public sealed class PostgresDiscoveryHistoryTests : DiscoveryHistoryConformance
{
    protected override StoreHarness Create() => new PostgresHarness();
}
