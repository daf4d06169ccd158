using BirdeyeDiscovery.Conformance;
using BirdeyeDiscovery.Integration.Tests.Postgres;

namespace BirdeyeDiscovery.Integration.Tests.Pooled;

public sealed class PooledUpgradeTests : PostgresUpgradeTests
{
    protected override StoreHarness Create() => new PooledHarness();
}
