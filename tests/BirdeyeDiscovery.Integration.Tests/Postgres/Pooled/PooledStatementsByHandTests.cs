using BirdeyeDiscovery.Conformance;

namespace BirdeyeDiscovery.Integration.Tests.Pooled;

public sealed class PooledStatementsByHandTests : StatementsByHandConformance
{
    protected override StoreHarness Create() => new PooledHarness();
}
