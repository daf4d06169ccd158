using BirdeyeDiscovery.Conformance;

namespace BirdeyeDiscovery.Integration.Tests.Sqlite;

public sealed class SqliteCycleStateTests : CycleStateConformance
{
    protected override StoreHarness Create() => new SqliteHarness();
}
