using BirdeyeDiscovery.Conformance;
using BirdeyeDiscovery.Integration.Tests.Postgres;

namespace BirdeyeDiscovery.Integration.Tests.Ledger;

public sealed class PostgresReportTests : ReportOnStore
{
    protected override StoreHarness Create() => new PostgresHarness();
}
