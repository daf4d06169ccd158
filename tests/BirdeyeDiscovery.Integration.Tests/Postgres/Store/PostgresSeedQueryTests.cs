using BirdeyeDiscovery.Conformance;

namespace BirdeyeDiscovery.Integration.Tests.Postgres;

public sealed class PostgresSeedQueryTests : SeedQueryConformance
{
    protected override StoreHarness Create() => new PostgresHarness();
}
