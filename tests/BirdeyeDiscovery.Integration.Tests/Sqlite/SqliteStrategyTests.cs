using BirdeyeDiscovery.Conformance;

namespace BirdeyeDiscovery.Integration.Tests.Sqlite;

public sealed class SqliteStrategyTests : StrategyConformance
{
    protected override StoreHarness Create() => new SqliteHarness();
}
