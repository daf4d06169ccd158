using BirdeyeDiscovery.Conformance;

namespace BirdeyeDiscovery.Integration.Tests.Pooled;

public sealed class PooledFeedTests : FeedConformance
{
    protected override StoreHarness Create() => new PooledHarness();
}
