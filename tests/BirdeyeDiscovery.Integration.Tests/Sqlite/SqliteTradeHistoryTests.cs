using BirdeyeDiscovery.Conformance;

namespace BirdeyeDiscovery.Integration.Tests.Sqlite;

public sealed class SqliteTradeHistoryTests : TradeHistoryConformance
{
    protected override StoreHarness Create() => new SqliteHarness();
}
