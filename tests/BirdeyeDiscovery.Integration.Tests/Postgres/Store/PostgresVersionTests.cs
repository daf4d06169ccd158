using BirdeyeDiscovery.Conformance;

namespace BirdeyeDiscovery.Integration.Tests.Postgres;

public sealed class PostgresVersionTests : VersionConformance
{
    protected override StoreHarness Create() => new PostgresHarness();
}
