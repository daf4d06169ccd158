using BirdeyeDiscovery.Conformance;

namespace BirdeyeDiscovery.Integration.Tests.Sqlite;

public sealed class SqliteTradeLedgerTests : TradeLedgerConformance
{
    protected override StoreHarness Create() => new SqliteHarness();
}
