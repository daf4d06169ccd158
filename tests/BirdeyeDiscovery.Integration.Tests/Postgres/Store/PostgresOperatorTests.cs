using BirdeyeDiscovery.Conformance;

namespace BirdeyeDiscovery.Integration.Tests.Postgres;

public sealed class PostgresOperatorTests : OperatorConformance
{
    protected override StoreHarness Create() => new PostgresHarness();
}
