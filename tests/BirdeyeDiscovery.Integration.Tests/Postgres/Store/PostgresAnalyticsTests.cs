using BirdeyeDiscovery.Conformance;

namespace BirdeyeDiscovery.Integration.Tests.Postgres;

public sealed class PostgresAnalyticsTests : AnalyticsConformance
{
    protected override StoreHarness Create() => new PostgresHarness();
}
