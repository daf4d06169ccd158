using BirdeyeDiscovery.Conformance;

namespace BirdeyeDiscovery.Integration.Tests.Sqlite;

public sealed class SqliteLeaderLeaseTests : LeaderLeaseConformance
{
    protected override StoreHarness Create() => new SqliteHarness();
}
