using BirdeyeDiscovery.Conformance;

namespace BirdeyeDiscovery.Integration.Tests.Pooled;

public sealed class PooledVersionTests : VersionConformance
{
    protected override StoreHarness Create() => new PooledHarness();
}
