using BirdeyeDiscovery.Conformance;

namespace BirdeyeDiscovery.Integration.Tests.Pooled;

public sealed class PooledCycleStateTests : CycleStateConformance
{
    protected override StoreHarness Create() => new PooledHarness();
}
