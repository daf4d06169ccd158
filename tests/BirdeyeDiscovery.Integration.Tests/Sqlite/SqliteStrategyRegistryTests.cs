using BirdeyeDiscovery.Conformance;

namespace BirdeyeDiscovery.Integration.Tests.Sqlite;

public sealed class SqliteStrategyRegistryTests : StrategyRegistryConformance
{
    protected override StoreHarness Create() => new SqliteHarness();
}
