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

    protected override async ValueTask InstallAsync(StoreHarness harness, int later)
    {
        var path = ((SqliteHarness)harness).Path;
        Directory.CreateDirectory(Path.GetDirectoryName(path)!);
        await using (var file = new SqliteConnection($"Data Source={path};Pooling=False"))
        {
            await file.OpenAsync(Cancel);
        }

        Assert.Equal(ScriptsAfterTheFirst, SqliteSchemaScript.All.Count - 1);
        await harness.ExecuteAsync("PRAGMA journal_mode = WAL", Cancel);
        await harness.ExecuteAsync(FirstJournal, Cancel);
        foreach (var script in SqliteSchemaScript.All.Take(1 + later))
        {
            await harness.ExecuteAsync(script.Sql, Cancel);
            await harness.ExecuteAsync(
                $"INSERT INTO discovery_schema_versions (version, name, checksum, applied_at) VALUES ({script.Version}, '{script.Name}', '{script.Checksum}', '2026-04-01T00:00:00.000Z')",
                Cancel);
            if (script.Version > 1)
            {
                await harness.ExecuteAsync(
                    $"UPDATE discovery_schema_versions SET compatible_from = {script.CompatibleFrom} WHERE version = {script.Version}", Cancel);
            }
        }
    }

    protected override string NewerStep(long version, long compatibleFrom) =>
        $"INSERT INTO discovery_schema_versions (version, name, checksum, applied_at, compatible_from) VALUES ({version}, '{version:0000}_later', 'x', 'now', {compatibleFrom})";
}
