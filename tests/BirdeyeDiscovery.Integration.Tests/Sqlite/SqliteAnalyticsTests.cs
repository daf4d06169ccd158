using BirdeyeDiscovery.Conformance;

namespace BirdeyeDiscovery.Integration.Tests.Sqlite;

public sealed class SqliteAnalyticsTests : AnalyticsConformance
{
    protected override StoreHarness Create() => new SqliteHarness();
}
