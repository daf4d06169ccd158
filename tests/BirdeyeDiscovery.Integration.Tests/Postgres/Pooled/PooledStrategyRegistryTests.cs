using BirdeyeDiscovery.Conformance;

namespace BirdeyeDiscovery.Integration.Tests.Pooled;

public sealed class PooledStrategyRegistryTests : StrategyRegistryConformance
{
    protected override StoreHarness Create() => new PooledHarness();
}
