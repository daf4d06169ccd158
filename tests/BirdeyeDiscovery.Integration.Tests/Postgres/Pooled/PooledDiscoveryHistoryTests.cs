using BirdeyeDiscovery.Conformance;

namespace BirdeyeDiscovery.Integration.Tests.Pooled;

public sealed class PooledDiscoveryHistoryTests : DiscoveryHistoryConformance
{
    protected override StoreHarness Create() => new PooledHarness();
}
