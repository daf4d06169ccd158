using BirdeyeDiscovery.Conformance;

namespace BirdeyeDiscovery.Integration.Tests.Pooled;

public sealed class PooledLeaderLeaseTests : LeaderLeaseConformance
{
    protected override StoreHarness Create() => new PooledHarness();
}
