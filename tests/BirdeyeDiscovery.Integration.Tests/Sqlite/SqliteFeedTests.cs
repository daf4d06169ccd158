using BirdeyeDiscovery.Conformance;

namespace BirdeyeDiscovery.Integration.Tests.Sqlite;

public sealed class SqliteFeedTests : FeedConformance
{
    protected override StoreHarness Create() => new SqliteHarness();
}
