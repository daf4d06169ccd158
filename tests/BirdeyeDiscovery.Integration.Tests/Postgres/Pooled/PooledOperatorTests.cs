using BirdeyeDiscovery.Conformance;

namespace BirdeyeDiscovery.Integration.Tests.Pooled;

public sealed class PooledOperatorTests : OperatorConformance
{
    protected override StoreHarness Create() => new PooledHarness();
}
