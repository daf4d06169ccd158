using BirdeyeDiscovery.Conformance;

namespace BirdeyeDiscovery.Integration.Tests.Sqlite;

public sealed class SqliteStrategyChangeTests : StrategyChangeConformance
{
    protected override StoreHarness Create() => new SqliteHarness();
}
