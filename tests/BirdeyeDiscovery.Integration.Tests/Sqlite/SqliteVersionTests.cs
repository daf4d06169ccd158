using BirdeyeDiscovery.Conformance;

namespace BirdeyeDiscovery.Integration.Tests.Sqlite;

public sealed class SqliteVersionTests : VersionConformance
{
    protected override StoreHarness Create() => new SqliteHarness();
}
