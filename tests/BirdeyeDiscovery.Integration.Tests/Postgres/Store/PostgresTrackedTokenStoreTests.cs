using BirdeyeDiscovery.Conformance;

namespace BirdeyeDiscovery.Integration.Tests.Postgres;

public sealed class PostgresTrackedTokenStoreTests : TrackedTokenStoreConformance
{
    protected override StoreHarness Create() => new PostgresHarness();
}
