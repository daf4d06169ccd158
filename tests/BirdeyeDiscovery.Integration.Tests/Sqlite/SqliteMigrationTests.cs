using BirdeyeDiscovery.Conformance;

namespace BirdeyeDiscovery.Integration.Tests.Sqlite;

public sealed class SqliteMigrationTests : MigrationConformance
{
    protected override StoreHarness Create() => new SqliteHarness();
}
