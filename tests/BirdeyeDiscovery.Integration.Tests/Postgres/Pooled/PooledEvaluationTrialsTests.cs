using BirdeyeDiscovery.Conformance;

namespace BirdeyeDiscovery.Integration.Tests.Pooled;

public sealed class PooledEvaluationTrialsTests : EvaluationTrialsConformance
{
    protected override StoreHarness Create() => new PooledHarness();
}
