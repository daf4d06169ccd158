using BirdeyeDiscovery.Conformance;

namespace BirdeyeDiscovery.Integration.Tests.Pooled;

public sealed class PooledTradeLedgerTests : TradeLedgerConformance
{
    protected override StoreHarness Create() => new PooledHarness();
}
