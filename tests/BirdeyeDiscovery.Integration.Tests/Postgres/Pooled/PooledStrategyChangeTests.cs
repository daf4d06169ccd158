using BirdeyeDiscovery.Conformance;

namespace BirdeyeDiscovery.Integration.Tests.Pooled;

public sealed class PooledStrategyChangeTests : StrategyChangeConformance
{
    protected override StoreHarness Create() => new PooledHarness();
}
