using BirdeyeDiscovery.Conformance;

namespace BirdeyeDiscovery.Integration.Tests.Postgres;

public sealed class PostgresMaintenanceTests : MaintenanceConformance
{
    protected override bool DropsWholeMonths => true;

    // The runtime role may not: retention is another role's work.
    protected override bool RunningMayDrop => false;

    protected override StoreHarness Create() => new PostgresHarness();
}
