using BirdeyeDiscovery.Conformance;

namespace BirdeyeDiscovery.Integration.Tests.Sqlite;

public sealed class SqliteSchemaTests : SchemaConformance
{
    protected override StoreHarness Create() => new SqliteHarness();
}
