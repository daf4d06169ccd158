using BirdeyeDiscovery.Conformance;

namespace BirdeyeDiscovery.Integration.Tests.Pooled;

public sealed class PooledAnalyticsTests : AnalyticsConformance
{
    protected override StoreHarness Create() => new PooledHarness();
}
