using BirdeyeDiscovery.Conformance;

namespace BirdeyeDiscovery.Integration.Tests.Sqlite;

public sealed class SqliteCycleCommitTests : CycleCommitConformance
{
    protected override StoreHarness Create() => new SqliteHarness();
}
