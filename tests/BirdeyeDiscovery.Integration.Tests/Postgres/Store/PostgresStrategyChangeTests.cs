using BirdeyeDiscovery.Conformance;

namespace BirdeyeDiscovery.Integration.Tests.Postgres;

public sealed class PostgresStrategyChangeTests : StrategyChangeConformance
{
    protected override StoreHarness Create() => new PostgresHarness();
}
