using BirdeyeDiscovery.Conformance;

namespace BirdeyeDiscovery.Integration.Tests.Sqlite;

public sealed class SqliteComputeUnitLedgerTests : ComputeUnitLedgerConformance
{
    protected override StoreHarness Create() => new SqliteHarness();
}
