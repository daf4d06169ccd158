using BirdeyeDiscovery.Conformance;

namespace BirdeyeDiscovery.Integration.Tests.Pooled;

public sealed class PooledOpenPositionSourceTests : OpenPositionConformance
{
    protected override StoreHarness Create() => new PooledHarness();
}
