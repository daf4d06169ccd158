using BirdeyeDiscovery.Conformance;

namespace BirdeyeDiscovery.Integration.Tests.Sqlite;

public sealed class SqliteTrackedTokenStoreTests : TrackedTokenStoreConformance
{
    protected override StoreHarness Create() => new SqliteHarness();
}
