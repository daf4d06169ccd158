using BirdeyeDiscovery.Conformance;

namespace BirdeyeDiscovery.Integration.Tests.Pooled;

public sealed class PooledComputeUnitLedgerTests : ComputeUnitLedgerConformance
{
    protected override StoreHarness Create() => new PooledHarness();
}
