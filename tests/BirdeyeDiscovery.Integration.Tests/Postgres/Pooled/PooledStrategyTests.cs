using BirdeyeDiscovery.Conformance;

namespace BirdeyeDiscovery.Integration.Tests.Pooled;

public sealed class PooledStrategyTests : StrategyConformance
{
    protected override StoreHarness Create() => new PooledHarness();
}
