using BirdeyeDiscovery.Conformance;
using BirdeyeDiscovery.Servers;

namespace BirdeyeDiscovery.Integration.Tests.Postgres;

public class PostgresUpgradeTests : UpgradeConformance
{
    private const string FirstJournal =
        """
        CREATE TABLE discovery_schema_versions (
            version integer PRIMARY KEY, name text NOT NULL, checksum text NOT NULL, objects text[] NOT NULL, applied_at timestamptz NOT NULL DEFAULT now())
        """;

    protected override string True => "true";

    protected override string Block => "'\\x01'::bytea";

    protected override StoreHarness Create() => new PostgresHarness();

    protected override async ValueTask InstallAsync(StoreHarness harness, int later)
    {
        var database = await ((PostgresHarness)harness).DatabaseAsync();
        var owner = database.Open(PostgresRoles.Owner, configure: options => options.SearchPath = PostgresHarness.Schema);
        await RunAsync(FirstJournal);
        Assert.Equal(ScriptsAfterTheFirst, PostgresSchemaScript.All.Count - 2);
        foreach (var script in PostgresSchemaScript.All.Take(2 + later))
        {
            await RunAsync(script.Sql.Replace("{schema}", PostgresHarness.Schema, StringComparison.Ordinal));
            await RunAsync($"INSERT INTO discovery_schema_versions (version, name, checksum, objects) VALUES ({script.Version}, '{script.Name}', '{script.Checksum}', '{{}}')");
            if (script.Version > 2)
            {
                await RunAsync($"UPDATE discovery_schema_versions SET compatible_from = {script.CompatibleFrom} WHERE version = {script.Version}");
            }
        }

        await PostgresRoles.ApplyAsync(database, PostgresHarness.Schema);

        async Task RunAsync(string sql)
        {
            await using var command = owner.CreateCommand(sql);
            await command.ExecuteNonQueryAsync(Cancel);
        }
    }

    protected override string NewerStep(long version, long compatibleFrom) =>
        $"""
        INSERT INTO discovery_schema_versions (version, name, checksum, objects, compatible_from)
        SELECT {version}, '{version:0000}_later', 'x', objects || ARRAY['later_table.id bigint'], {compatibleFrom} FROM discovery_schema_versions ORDER BY version DESC LIMIT 1
        """;
}
