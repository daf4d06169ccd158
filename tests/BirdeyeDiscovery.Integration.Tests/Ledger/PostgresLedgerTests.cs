using BirdeyeDiscovery.Conformance;
using BirdeyeDiscovery.Integration.Tests.Postgres;

namespace BirdeyeDiscovery.Integration.Tests.Ledger;

public sealed class PostgresLedgerTests : LedgerOnStore
{
    protected override StoreHarness Create() => new PostgresHarness();
}
