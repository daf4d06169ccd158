using BirdeyeDiscovery.Conformance;

namespace BirdeyeDiscovery.Integration.Tests.Postgres;

public sealed class PostgresTradeLedgerTests : TradeLedgerConformance
{
    protected override StoreHarness Create() => new PostgresHarness();
}
