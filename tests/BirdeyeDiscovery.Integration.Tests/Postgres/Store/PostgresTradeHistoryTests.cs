using BirdeyeDiscovery.Conformance;

namespace BirdeyeDiscovery.Integration.Tests.Postgres;

public sealed class PostgresTradeHistoryTests : TradeHistoryConformance
{
    protected override StoreHarness Create() => new PostgresHarness();
}
