using BirdeyeDiscovery.Conformance;

namespace BirdeyeDiscovery.Integration.Tests.Sqlite;

public sealed class SqliteEvaluationTrialsTests : EvaluationTrialsConformance
{
    protected override StoreHarness Create() => new SqliteHarness();
}
