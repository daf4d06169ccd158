using BirdeyeDiscovery.Conformance;

namespace BirdeyeDiscovery.Integration.Tests.Sqlite;

public sealed class SqliteOperatorTests : OperatorConformance
{
    protected override StoreHarness Create() => new SqliteHarness();
}
