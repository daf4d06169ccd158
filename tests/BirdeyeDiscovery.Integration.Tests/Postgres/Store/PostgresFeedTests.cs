using BirdeyeDiscovery.Conformance;

namespace BirdeyeDiscovery.Integration.Tests.Postgres;

public sealed class PostgresFeedTests : FeedConformance
{
    protected override StoreHarness Create() => new PostgresHarness();
}
