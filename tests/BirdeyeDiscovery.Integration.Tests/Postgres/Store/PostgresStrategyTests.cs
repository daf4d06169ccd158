using BirdeyeDiscovery.Conformance;

namespace BirdeyeDiscovery.Integration.Tests.Postgres;

public sealed class PostgresStrategyTests : StrategyConformance
{
    protected override StoreHarness Create() => new PostgresHarness();
}
