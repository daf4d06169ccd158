using BirdeyeDiscovery.Conformance;

namespace BirdeyeDiscovery.Integration.Tests.Pooled;

public sealed class PooledTradeHistoryTests : TradeHistoryConformance
{
    protected override StoreHarness Create() => new PooledHarness();
}
