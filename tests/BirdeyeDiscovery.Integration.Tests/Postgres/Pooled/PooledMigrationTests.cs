using BirdeyeDiscovery.Conformance;

namespace BirdeyeDiscovery.Integration.Tests.Pooled;

public sealed class PooledMigrationTests : MigrationConformance
{
    protected override StoreHarness Create() => new PooledHarness();
}
