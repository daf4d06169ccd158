using BirdeyeDiscovery.Conformance;

namespace BirdeyeDiscovery.Integration.Tests.Pooled;

public sealed class PooledSeedQueryTests : SeedQueryConformance
{
    protected override StoreHarness Create() => new PooledHarness();
}
