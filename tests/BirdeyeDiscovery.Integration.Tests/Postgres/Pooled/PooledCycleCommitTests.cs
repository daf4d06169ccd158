using BirdeyeDiscovery.Conformance;

namespace BirdeyeDiscovery.Integration.Tests.Pooled;

public sealed class PooledCycleCommitTests : CycleCommitConformance
{
    protected override StoreHarness Create() => new PooledHarness();
}
