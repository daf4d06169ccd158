using BirdeyeDiscovery.Conformance;

namespace BirdeyeDiscovery.Integration.Tests.Postgres;

public sealed class PostgresComputeUnitLedgerTests : ComputeUnitLedgerConformance
{
    protected override StoreHarness Create() => new PostgresHarness();
}
