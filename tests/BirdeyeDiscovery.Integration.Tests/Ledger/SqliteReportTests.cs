using BirdeyeDiscovery.Conformance;
using BirdeyeDiscovery.Integration.Tests.Sqlite;

namespace BirdeyeDiscovery.Integration.Tests.Ledger;

public sealed class SqliteReportTests : ReportOnStore
{
    protected override StoreHarness Create() => new SqliteHarness();
}
