using BirdeyeDiscovery.Conformance;

namespace BirdeyeDiscovery.Integration.Tests.Sqlite;

public sealed class SqliteDiscoveryHistoryTests : DiscoveryHistoryConformance
{
    protected override StoreHarness Create() => new SqliteHarness();
}
