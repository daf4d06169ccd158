using BirdeyeDiscovery.Servers;
using Npgsql;

namespace BirdeyeDiscovery.Integration.Tests.Postgres;

/// <summary>Who may do what: the script's roles against the server.</summary>
public sealed class PostgresRolesTests
{
    private static readonly string[] Tables =
    [
        "tracked_tokens", "discovery_snapshots", "token_scores", "candidate_rejections", "cycle_inputs", "token_lifecycle_events", "trade_closes",
        "strategy_performance", "strategy_config_versions", "token_migrations", "operator_actions", "compute_units", "shadow_scores",
        "evaluation_trials", "discovery_lease", "discovery_schema_versions",
    ];

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task The_runtime_role_can_do_none_of_what_changes_history_or_the_schema()
    {
        await using var schema = await InstalledSchema.CreateAsync();
        await schema.AddCycleAsync(new(2026, 5, 1, 0, 0, 0, TimeSpan.Zero));
        string[] forbidden =
        [
            .. Tables.Select(table => $"DROP TABLE {table}"),
            .. Tables.Select(table => $"TRUNCATE {table} CASCADE"),
            .. Tables.Where(table => table != "strategy_performance").Select(table => $"DELETE FROM {table}"),
            .. Tables.Select(table => $"ALTER TABLE {table} ADD COLUMN x int"),
            .. Tables.Select(table => $"CREATE INDEX ON {table} ((1))"),
            .. Tables.Select(table => $"CREATE TRIGGER t BEFORE INSERT ON {table} EXECUTE FUNCTION suppress_redundant_updates_trigger()"),
            "UPDATE discovery_snapshots SET outcome = 'complete'",
            "UPDATE token_scores SET total_score = 1",
            "UPDATE candidate_rejections SET reason_code = 'X'",
            "UPDATE cycle_inputs SET block = ''",
            "UPDATE shadow_scores SET total_score = 1",
            "SELECT * FROM shadow_scores_default",
            "UPDATE token_lifecycle_events SET reason = 'X'",
            "UPDATE strategy_config_versions SET reason = 'X'",
            "UPDATE token_migrations SET new_address = 'X'",
            "UPDATE operator_actions SET operator = 'X'",
            "UPDATE evaluation_trials SET held_out_p = 0",
            "UPDATE trade_closes SET pnl_usd = 1",
            "UPDATE trade_closes SET token_category = 'midcap', return_pct = 1",
            "UPDATE discovery_schema_versions SET checksum = ''",
            "UPDATE strategy_config_versions SET new_config = '{}', is_by_hand = true",
            "UPDATE operator_actions SET is_forced = true",
            "INSERT INTO strategy_config_versions (id, token_address, version, new_strategy_type, changed_by) VALUES (1, 'y', 1, 'a', 'b') ON CONFLICT (id) DO UPDATE SET changed_by = 'c'",
            "INSERT INTO discovery_lease (id, epoch) VALUES (1, 0)",
            "INSERT INTO discovery_schema_versions (version, name, checksum, objects) VALUES (9, '', '', '{}')",
            "INSERT INTO token_scores_default (token_address, snapshot_id, total_score, action) VALUES ('x', 1, 1, 'skip')",
            "SELECT * FROM token_scores_default",
            "CREATE TABLE t (a int)",
            "CREATE FUNCTION f() RETURNS int LANGUAGE sql AS 'SELECT 1'",
            "CREATE SCHEMA other",
            "DROP SCHEMA discovery CASCADE",
            "DROP FUNCTION discovery_drop_history(timestamptz)",
            "ALTER FUNCTION discovery_prepare_partitions(timestamptz, integer) SET search_path = public",
            "SELECT discovery_drop_history('2026-01-01')",
            "SELECT * FROM discovery_partitions_to_make('2026-01-01', 1)",
            "SET ROLE discovery_owner",
            "CREATE ROLE other",
        ];

        foreach (var statement in forbidden)
        {
            var error = await Assert.ThrowsAsync<PostgresException>(() => schema.ExecuteAsync(statement, PostgresRoles.Runtime));
            Assert.True(error.SqlState == PostgresErrorCodes.InsufficientPrivilege, $"{statement}: {error.MessageText}");
        }
    }

    [Fact]
    public async Task The_tables_of_these_tests_are_all_there_are()
    {
        await using var schema = await InstalledSchema.CreateAsync();

        Assert.Equal(
            string.Join(' ', Tables.Order(StringComparer.Ordinal)),
            await schema.ScalarAsync(
                """SELECT string_agg(relname, ' ' ORDER BY relname COLLATE "C") FROM pg_class WHERE relnamespace = 'discovery'::regnamespace AND relkind IN ('r', 'p') AND NOT relispartition"""));
    }

    [Fact]
    public async Task The_runtime_role_can_do_what_running_takes()
    {
        await using var schema = await InstalledSchema.CreateAsync();
        string[] allowed =
        [
            "SELECT count(*) FROM token_scores",
            "SELECT count(*) FROM shadow_scores",
            "INSERT INTO shadow_scores (snapshot_id, token_address, scorer, scorer_version, options_hash, total_score, created_at) SELECT 1, 'x', 's', '1', '', 1, now() WHERE false",
            "UPDATE tracked_tokens SET status = 'paused'",
            "UPDATE trade_closes SET token_category = 'midcap'",
            "DELETE FROM strategy_performance",
            "UPDATE discovery_lease SET epoch = epoch + 1",
            "SELECT epoch FROM discovery_lease FOR SHARE",
            "INSERT INTO strategy_config_versions (token_address, version, new_strategy_type, changed_by) VALUES ('x', 1, 'momentum', 'me')",
            "INSERT INTO operator_actions (request_id, action, token_address, operator, reason) VALUES ('r', 'pause', 'x', 'me', 'why')",
            "INSERT INTO token_migrations (old_address, new_address) VALUES ('x', 'y')",
            "INSERT INTO trade_closes (trade_id, token_address, strategy_type, pnl_usd, opened_at, closed_at) VALUES ('t', 'x', 'momentum', 1, now(), now())",
            "INSERT INTO token_lifecycle_events (token_address, event_type, reason) VALUES ('x', 'paused', 'X')",
            "SELECT discovery_prepare_partitions('2030-01-01')",
            "COPY candidate_rejections (snapshot_id, token_address, symbol, stage, reason_code) FROM STDIN",
        ];

        foreach (var statement in allowed.Where(statement => !statement.StartsWith("COPY", StringComparison.Ordinal)))
        {
            await schema.ExecuteAsync(statement, PostgresRoles.Runtime);
        }

        await using var connection = await schema.Open(PostgresRoles.Runtime).OpenConnectionAsync(Cancel);
        await using var copy = await connection.BeginTextImportAsync(allowed[^1], Cancel);
    }

    [Fact]
    public async Task The_retention_role_can_do_nothing_but_drop_old_history()
    {
        await using var schema = await InstalledSchema.CreateAsync();
        string[] forbidden =
        [
            "SELECT * FROM discovery_snapshots",
            "INSERT INTO discovery_snapshots (cycle_timestamp) VALUES (now())",
            "DROP TABLE token_scores",
            "SELECT discovery_prepare_partitions('2030-01-01')",
            "CREATE TABLE t (a int)",
            .. Tables.SelectMany(static table => new[] { $"SELECT * FROM {table}", $"INSERT INTO {table} DEFAULT VALUES", $"DELETE FROM {table}", $"TRUNCATE {table} CASCADE", $"DROP TABLE {table}" }),
            "UPDATE discovery_snapshots SET outcome = 'complete'",
            "UPDATE operator_actions SET operator = 'X'",
            "UPDATE strategy_config_versions SET reason = 'X'",
            "SET ROLE discovery_owner",
            "SET ROLE discovery_runtime",
        ];

        foreach (var statement in forbidden)
        {
            var error = await Assert.ThrowsAsync<PostgresException>(() => schema.ExecuteAsync(statement, PostgresRoles.Retention));
            Assert.True(error.SqlState == PostgresErrorCodes.InsufficientPrivilege, $"{statement}: {error.MessageText}");
        }

        await schema.ExecuteAsync("SELECT discovery_drop_history('2026-01-01')", PostgresRoles.Retention);
    }

    [Fact]
    public async Task The_runtime_role_starts_on_a_current_schema_in_the_default_mode()
    {
        await using var schema = await InstalledSchema.CreateAsync();

        await new PostgresSchema(schema.Open(PostgresRoles.Runtime), schema.Name).InitializeAsync(SchemaMode.Apply, Cancel);
    }

    [Theory]
    [InlineData("empty")]
    [InlineData("older")]
    public async Task The_runtime_role_on_a_schema_that_is_not_current_is_told_who_has_to_start(string state)
    {
        await using var database = await TestDatabase.CreateAsync();
        await PostgresRoles.ApplyAsync(database, "discovery");
        if (state == "older")
        {
            await new PostgresSchema(database.Open(PostgresRoles.Owner), "discovery").InitializeAsync(SchemaMode.Apply, Cancel);
            await PostgresRoles.ApplyAsync(database, "discovery");
            await database.ExecuteAsync("DELETE FROM discovery.discovery_schema_versions WHERE version > 1");
        }

        var error = await Assert.ThrowsAsync<DiscoveryStoreException>(
            async () => await new PostgresSchema(database.Open(PostgresRoles.Runtime), "discovery").InitializeAsync(SchemaMode.Apply, Cancel));

        Assert.Contains("scripts/postgres-roles.sql", error.Message, StringComparison.Ordinal);
        Assert.Equal(PostgresErrorCodes.InsufficientPrivilege, Assert.IsType<PostgresException>(error.InnerException).SqlState);
    }

    [Fact]
    public async Task Objects_that_another_role_puts_in_the_way_are_not_what_the_functions_of_the_owner_use()
    {
        await using var schema = await InstalledSchema.CreateAsync();
        await schema.Database.ExecuteAsync(
            """
            CREATE SCHEMA trap; GRANT ALL ON SCHEMA trap TO PUBLIC;
            CREATE FUNCTION trap.date_trunc(text, timestamptz) RETURNS timestamptz LANGUAGE plpgsql AS 'BEGIN RAISE EXCEPTION ''trapped as %'', current_user; END';
            CREATE FUNCTION trap.format(text, text, text) RETURNS text LANGUAGE plpgsql AS 'BEGIN RAISE EXCEPTION ''trapped as %'', current_user; END'
            """);

        await schema.ExecuteAsync("SET search_path = trap, pg_catalog, discovery; CREATE TEMP TABLE token_scores (a int); SELECT discovery_prepare_partitions('2033-01-01')", PostgresRoles.Runtime);

        Assert.Equal("3", await schema.ScalarAsync("SELECT count(*) FROM pg_inherits WHERE inhparent = 'token_scores'::regclass AND inhrelid::regclass::text LIKE '%y2033%'"));
    }

    [Fact]
    public async Task In_a_schema_that_was_everybody_s_the_runtime_role_makes_nothing_all_the_same()
    {
        await using var database = await TestDatabase.CreateAsync();

        // As every database has it that comes from a server before version 15.
        await database.ExecuteAsync("GRANT CREATE ON SCHEMA public TO PUBLIC");
        await PostgresRoles.ApplyAsync(database, "public");

        foreach (var role in new[] { PostgresRoles.Runtime, PostgresRoles.Retention })
        {
            await using var command = database.Open(role).CreateCommand("CREATE TABLE public.t (a int)");
            var error = await Assert.ThrowsAsync<PostgresException>(() => command.ExecuteNonQueryAsync(Cancel));
            Assert.Equal(PostgresErrorCodes.InsufficientPrivilege, error.SqlState);
        }
    }

    [Fact]
    public async Task The_script_is_what_psql_runs_too()
    {
        await using var database = await TestDatabase.CreateAsync();
        var file = Path.Combine(Path.GetTempPath(), $"roles-{Guid.NewGuid():N}.sql");
        await File.WriteAllTextAsync(file, PostgresRoles.Script, Cancel);
        try
        {
            await ServerUser.RunAsync(
                PostgresPrograms.Find("psql"), "-X", "-q", "-d", $"host=127.0.0.1 port={database.Server.Port} user=postgres dbname={database.Name}",
                "-v", "schema=odd \"name\"", "-v", "owner=psql_owner", "-v", "runtime=psql'runtime", "-v", "retention=psql_retention", "-f", file);

            Assert.Equal(3L, await database.ExecuteAsync("SELECT count(*) FROM pg_roles WHERE rolname IN ('psql_owner', 'psql''runtime', 'psql_retention')"));
            Assert.Equal(true, await database.ExecuteAsync("SELECT has_schema_privilege('psql''runtime', 'odd \"name\"', 'USAGE')"));
        }
        finally
        {
            File.Delete(file);
            await database.ExecuteAsync("DROP SCHEMA IF EXISTS \"odd \"\"name\"\"\" CASCADE; DROP ROLE IF EXISTS psql_owner, \"psql'runtime\", psql_retention");
        }
    }
}
