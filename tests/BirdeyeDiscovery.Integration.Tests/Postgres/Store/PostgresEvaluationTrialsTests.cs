using BirdeyeDiscovery.Conformance;

namespace BirdeyeDiscovery.Integration.Tests.Postgres;

public sealed class PostgresEvaluationTrialsTests : EvaluationTrialsConformance
{
    protected override StoreHarness Create() => new PostgresHarness();
}
