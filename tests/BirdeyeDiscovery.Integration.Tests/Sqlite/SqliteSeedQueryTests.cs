using BirdeyeDiscovery.Conformance;

namespace BirdeyeDiscovery.Integration.Tests.Sqlite;

public sealed class SqliteSeedQueryTests : SeedQueryConformance
{
    protected override StoreHarness Create() => new SqliteHarness();
}
