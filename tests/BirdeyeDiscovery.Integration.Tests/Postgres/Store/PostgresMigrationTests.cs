using BirdeyeDiscovery.Conformance;

namespace BirdeyeDiscovery.Integration.Tests.Postgres;

public sealed class PostgresMigrationTests : MigrationConformance
{
    protected override StoreHarness Create() => new PostgresHarness();
}
