using System.Globalization;
using BirdeyeDiscovery.Servers;
using Npgsql;

namespace BirdeyeDiscovery.Integration.Tests.Postgres;

/// <summary>A database of one test with the schema in it, installed by its owner, and the roles with their rights.</summary>
internal sealed class InstalledSchema : IAsyncDisposable
{
    private readonly Dictionary<string, NpgsqlDataSource> _sources = new(StringComparer.Ordinal);

    private InstalledSchema(TestDatabase database, string name)
    {
        Database = database;
        Name = name;
    }

    public TestDatabase Database { get; }

    public string Name { get; }

    public static async Task<InstalledSchema> CreateAsync(string name = PostgresHarness.Schema)
    {
        if (name == PostgresHarness.Schema)
        {
            return new InstalledSchema(await TestDatabase.CreateAsync(template: await PostgresHarness.Template), name);
        }

        var schema = new InstalledSchema(await TestDatabase.CreateAsync(), name);
        await PostgresRoles.ApplyAsync(schema.Database, name);
        await new PostgresSchema(schema.Open(PostgresRoles.Owner), name).InitializeAsync(SchemaMode.Apply, TestContext.Current.CancellationToken);
        await PostgresRoles.ApplyAsync(schema.Database, name);
        return schema;
    }

    /// <summary>Gets the data source of a role, with the schema first on its search path, for the statements of tests.</summary>
    public NpgsqlDataSource Open(string role) =>
        _sources.TryGetValue(role, out var source) ? source : _sources[role] = Database.Open(role, configure: options => options.SearchPath = $"\"{Name}\"");

    public PostgresMaintenance Maintenance(string role) =>
        new(new PostgresDatabase(Open(role), ownsSource: false, Name, TimeSpan.FromSeconds(60), TimeProvider.System));

    public async Task ExecuteAsync(string sql, string role = "postgres")
    {
        await using var command = Open(role).CreateCommand(sql);
        await command.ExecuteNonQueryAsync(TestContext.Current.CancellationToken);
    }

    public async Task<string> ScalarAsync(string sql, string role = "postgres")
    {
        await using var command = Open(role).CreateCommand(sql);
        return Convert.ToString(await command.ExecuteScalarAsync(TestContext.Current.CancellationToken), CultureInfo.InvariantCulture)!;
    }

    /// <summary>Adds a snapshot with one score row, one rejection, one input and one shadow score, as the runtime role.</summary>
    public Task AddCycleAsync(DateTimeOffset time, string address = "mint") => ExecuteAsync(
        $"""
        WITH snapshot AS (INSERT INTO discovery_snapshots (cycle_timestamp) VALUES ('{time:O}') RETURNING id, cycle_timestamp),
            input AS (INSERT INTO cycle_inputs (snapshot_id, block, created_at) SELECT id, '\x00', cycle_timestamp FROM snapshot),
            shadow AS (INSERT INTO shadow_scores (snapshot_id, token_address, scorer, scorer_version, options_hash, total_score, created_at)
                SELECT id, $mint${address}$mint$, 'depth', '1', '', 50, cycle_timestamp FROM snapshot),
            rejection AS (INSERT INTO candidate_rejections (snapshot_id, token_address, symbol, stage, reason_code, created_at)
                SELECT id, $mint${address}$mint$, 'SYM', 'data', 'DATA_MISSING', cycle_timestamp FROM snapshot)
        INSERT INTO token_scores (token_address, snapshot_id, total_score, action, created_at) SELECT $mint${address}$mint$, id, 50, 'skip', cycle_timestamp FROM snapshot
        """,
        PostgresRoles.Runtime);

    public ValueTask DisposeAsync() => Database.DisposeAsync();
}
