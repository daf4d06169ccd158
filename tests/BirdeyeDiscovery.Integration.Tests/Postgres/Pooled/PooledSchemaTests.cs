using BirdeyeDiscovery.Conformance;

namespace BirdeyeDiscovery.Integration.Tests.Pooled;

public sealed class PooledSchemaTests : SchemaConformance
{
    protected override StoreHarness Create() => new PooledHarness();
}
