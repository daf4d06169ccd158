using BirdeyeDiscovery.Conformance;

namespace BirdeyeDiscovery.Integration.Tests.Pooled;

public sealed class PooledTrackedTokenStoreTests : TrackedTokenStoreConformance
{
    protected override StoreHarness Create() => new PooledHarness();
}
