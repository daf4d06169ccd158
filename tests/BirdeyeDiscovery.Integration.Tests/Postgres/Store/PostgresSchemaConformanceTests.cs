using BirdeyeDiscovery.Conformance;

namespace BirdeyeDiscovery.Integration.Tests.Postgres;

public sealed class PostgresSchemaConformanceTests : SchemaConformance
{
    protected override StoreHarness Create() => new PostgresHarness();
}
