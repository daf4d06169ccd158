using BirdeyeDiscovery.Conformance;
using Microsoft.Data.Sqlite;

namespace BirdeyeDiscovery.Integration.Tests.Sqlite;

public sealed class SqliteUpgradeTests : UpgradeConformance
{
    private const string FirstJournal =
        """
        CREATE TABLE discovery_schema_versions (
            version INTEGER PRIMARY KEY, name TEXT NOT NULL, checksum TEXT NOT NULL, applied_at TEXT NOT NULL) STRICT
        """;

    protected override string True => "1";

    protected override StoreHarness Create() => new SqliteHarness();

    protected override async ValueTask InstallFirstAsync(StoreHarness harness)
    {
        var path = ((SqliteHarness)harness).Path;
        Directory.CreateDirectory(Path.GetDirectoryName(path)!);
        await using (var file = new SqliteConnection($"Data Source={path};Pooling=False"))
        {
            await file.OpenAsync(Cancel);
        }

        var first = SqliteMigration.All[0];
        foreach (var statement in new[] { "PRAGMA journal_mode = WAL", FirstJournal, first.Sql })
        {
            await harness.ExecuteAsync(statement, Cancel);
        }

        await harness.ExecuteAsync($"INSERT INTO discovery_schema_versions VALUES (1, '{first.Name}', '{first.Checksum}', '2026-04-01T00:00:00.000Z')", Cancel);
    }

    protected override string NewerStep(long version, long compatibleFrom) =>
        $"INSERT INTO discovery_schema_versions (version, name, checksum, applied_at, compatible_from) VALUES ({version}, '{version:0000}_later', 'x', 'now', {compatibleFrom})";
}
