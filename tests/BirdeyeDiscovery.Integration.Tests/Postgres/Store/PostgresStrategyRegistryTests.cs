using BirdeyeDiscovery.Conformance;

namespace BirdeyeDiscovery.Integration.Tests.Postgres;

public sealed class PostgresStrategyRegistryTests : StrategyRegistryConformance
{
    protected override StoreHarness Create() => new PostgresHarness();
}
