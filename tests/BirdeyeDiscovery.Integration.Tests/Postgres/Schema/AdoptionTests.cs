using BirdeyeDiscovery.Servers;
using Npgsql;

namespace BirdeyeDiscovery.Integration.Tests.Postgres;

/// <summary>A database in which the four tables of the first design were made by its SQL: their rows move into the library's tables, in one transaction.</summary>
public sealed class AdoptionTests
{
    private const string Definitions =
        """
        SELECT string_agg(line, E'\n' ORDER BY line) FROM (
            SELECT c.relname || '.' || a.attname || ' ' || format_type(a.atttypid, a.atttypmod) || ' ' || a.attnotnull::text || ' ' || a.attidentity::text || a.attgenerated::text || ' '
                || coalesce(pg_get_expr(d.adbin, d.adrelid), '') AS line
            FROM pg_class c JOIN pg_attribute a ON a.attrelid = c.oid AND a.attnum > 0 AND NOT a.attisdropped
                LEFT JOIN pg_attrdef d ON d.adrelid = c.oid AND d.adnum = a.attnum
            WHERE c.relnamespace = 'public'::regnamespace AND c.relkind IN ('r', 'p') AND c.relname <> 'positions'
            UNION ALL SELECT conrelid::regclass::text || ' ' || conname || ' ' || pg_get_constraintdef(oid) FROM pg_constraint
                WHERE connamespace = 'public'::regnamespace AND conrelid <> coalesce(to_regclass('positions'), 0)
            UNION ALL SELECT indexdef FROM pg_indexes WHERE schemaname = 'public' AND tablename <> 'positions'
            UNION ALL SELECT tgrelid::regclass::text || ' ' || tgname FROM pg_trigger WHERE NOT tgisinternal
            UNION ALL SELECT relkind::text || ' ' || relname FROM pg_class WHERE relnamespace = 'public'::regnamespace AND relname <> 'positions') o
        """;

    private const string Rows =
        """
        INSERT INTO tracked_tokens (symbol, address, category, status, strategy_type, strategy_config, discovery_score, trades_count, win_count, total_pnl_usd, fdv_usd) VALUES
            ('SOL', 'So1', 'bluechip', 'active', 'momentum', NULL, 100, NULL, NULL, NULL, 12.50),
            ('BONK', 'DezX', 'midcap', 'paused', 'aggressive_momentum', '{"rsi_oversold": 35}', 87, 10, 6, -12.34, NULL);
        INSERT INTO discovery_snapshots (cycle_timestamp, candidates_count, tokens_added) VALUES
            ('2026-03-31T23:59:59.9991Z', 30, 2), ('2026-03-31T23:59:59.9995Z', 31, NULL), ('2026-04-01T00:00:00Z', 32, 0);
        INSERT INTO token_scores (snapshot_id, token_address, total_score, rank, action, price_change_5m) VALUES
            (1, 'So1', 61.5, 2, 'keep', -1.2500), (1, 'DezX', 87, 1, NULL, NULL), (1, 'DezX', 88, 1, 'add', NULL), (3, 'So1', 60, 1, 'keep', NULL);
        INSERT INTO token_scores (token_address, total_score, created_at) VALUES ('loose', 12, '2025-12-24T10:00:00Z');
        INSERT INTO strategy_performance (token_address, token_category, strategy_type, window_start, window_end, trades_count, win_count, total_pnl_usd) VALUES
            ('DezX', 'midcap', 'momentum', '2026-04-01', '2026-04-02', 3, 2, 12.5),
            ('DezX', 'midcap', 'momentum', '2026-04-01', '2026-04-02', 4, 3, 13)
        """;

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task The_tables_become_the_library_s_in_every_definition()
    {
        await using var fresh = await TestDatabase.CreateAsync();
        await using var adopted = await MadeAsync();

        await ApplyAsync(fresh);
        await ApplyAsync(adopted);

        Assert.Equal(await fresh.ExecuteAsync(Definitions), await adopted.ExecuteAsync(Definitions));
        await new PostgresSchema(adopted.Open(), "public").InitializeAsync(SchemaMode.Validate, Cancel);
    }

    [Fact]
    public async Task The_rows_are_taken_over_with_their_ids_and_new_ones_follow_them()
    {
        await using var database = await MadeAsync(Rows);

        await ApplyAsync(database);

        Assert.Equal(
            "1 SOL So1 active 0 12.5 | 2 BONK DezX paused 10 -", await TextAsync(database, "id, symbol, address, status, trades_count, coalesce(fdv_usd::text, '-')", "tracked_tokens"));
        Assert.Equal(
            "1 23:59:59.999 30 2 complete | 2 00:00:00 31 0 complete | 3 00:00:00.001 32 0 complete | 4 10:00:00 0 0 failed",
            await TextAsync(database, "id, (cycle_timestamp AT TIME ZONE 'UTC')::time, candidates_count, tokens_added, outcome", "discovery_snapshots"));
        Assert.Equal(
            "1 token_scores_y2026m03 SOL 1 61.5 -1.25 keep | 3 token_scores_y2026m03 BONK 1 88 - add | 4 token_scores_y2026m04 SOL 3 60 - keep | 5 token_scores_y2025m12  4 12 - skip",
            await TextAsync(database, "id, tableoid::regclass, symbol, snapshot_id, total_score, coalesce(price_change_5m::text, '-'), action", "token_scores"));
        Assert.Equal(
            "2 DezX 4 3 13",
            await TextAsync(database, "id, token_address, trades_count, win_count, total_pnl_usd", "strategy_performance"));
        Assert.Equal("1 So1 1 f | 2 DezX 1 t", await TextAsync(database, "id, token_address, version, is_by_hand", "strategy_config_versions"));
        Assert.Equal("1 1 | 2 1", await TextAsync(database, "id, coalesce(rank::text, '-')", "tracked_tokens"));
        await database.ExecuteAsync(
            """
            INSERT INTO tracked_tokens (symbol, address, category, strategy_type) VALUES ('NEW', 'new', 'midcap', 'momentum');
            INSERT INTO discovery_snapshots (cycle_timestamp) VALUES (now());
            INSERT INTO token_scores (token_address, snapshot_id, total_score, action) VALUES ('new', 5, 1, 'skip');
            INSERT INTO strategy_performance (token_address, token_category, strategy_type, window_start, window_end) VALUES ('new', 'midcap', 'momentum', '2026-04-01', '2026-04-02')
            """);
        Assert.Equal(true, await database.ExecuteAsync("SELECT count(*) = count(DISTINCT id) FROM token_scores"));
    }

    [Fact]
    public async Task Keys_rights_and_columns_of_others_stay()
    {
        await using var database = await MadeAsync(Rows);
        await database.ExecuteAsync(
            """
            CREATE TABLE positions (id serial, token integer NOT NULL REFERENCES tracked_tokens (id) ON DELETE RESTRICT, closed_at timestamptz);
            INSERT INTO positions (token) VALUES (2);
            ALTER TABLE tracked_tokens ADD COLUMN "My Note" text NOT NULL DEFAULT 'none', ADD COLUMN candle_count integer DEFAULT 0, ADD COLUMN rank integer;
            UPDATE tracked_tokens SET "My Note" = 'old friend', candle_count = 300 WHERE id = 2;
            ALTER TABLE token_scores ADD COLUMN seen boolean;
            UPDATE token_scores SET seen = true
            """);
        await database.Server.ExecuteAsync($"DO $$ BEGIN CREATE ROLE adoption_reader; EXCEPTION WHEN duplicate_object THEN NULL; END $$");
        await database.ExecuteAsync(
            """
            GRANT SELECT ON tracked_tokens TO adoption_reader;
            GRANT UPDATE ON strategy_performance TO PUBLIC;
            ALTER TABLE discovery_snapshots OWNER TO adoption_reader
            """);

        await ApplyAsync(database);

        Assert.Equal("1 none | 2 old friend", await TextAsync(database, "id, \"My Note\"", "tracked_tokens"));
        Assert.Equal(true, await database.ExecuteAsync("SELECT bool_and(seen) FROM token_scores"));
        foreach (var (table, right) in new[]
        {
            ("tracked_tokens", "SELECT"), ("strategy_performance", "UPDATE"), ("discovery_snapshots", "INSERT"),
        })
        {
            Assert.Equal(true, await database.ExecuteAsync($"SELECT has_table_privilege('adoption_reader', '{table}', '{right}')"));
        }

        var refused = await Assert.ThrowsAsync<PostgresException>(async () => await database.ExecuteAsync("DELETE FROM tracked_tokens WHERE id = 2"));
        Assert.Contains(refused.SqlState, new[] { PostgresErrorCodes.ForeignKeyViolation, "23001" });
    }

    [Fact]
    public async Task Some_of_the_tables_are_enough()
    {
        await using var database = await TestDatabase.CreateAsync();
        await database.ExecuteAsync(FirstDesignSql.Writes[0].Sql);
        await database.ExecuteAsync("INSERT INTO tracked_tokens (symbol, address, category, strategy_type) VALUES ('SOL', 'So1', 'bluechip', 'momentum')");

        await ApplyAsync(database);

        Assert.Equal("1 SOL", await TextAsync(database, "id, symbol", "tracked_tokens"));
    }

    [Theory]
    [InlineData("CREATE VIEW best AS SELECT symbol FROM tracked_tokens", "the view best")]
    [InlineData(
        "CREATE TRIGGER seen BEFORE UPDATE ON tracked_tokens FOR EACH ROW EXECUTE FUNCTION suppress_redundant_updates_trigger()",
        "the trigger seen")]
    [InlineData("CREATE POLICY mine ON tracked_tokens USING (true)", "the policy mine")]
    [InlineData("CREATE TABLE special () INHERITS (tracked_tokens)", "the table special, which inherits from it")]
    [InlineData("ALTER TABLE tracked_tokens ADD COLUMN owner text NOT NULL", "owner")]
    [InlineData("ALTER TABLE tracked_tokens DROP COLUMN discovery_rank", "discovery_rank")]
    [InlineData("CREATE TABLE trade_closes (id int)", "'trade_closes', which this library did not make")]
    [InlineData("INSERT INTO tracked_tokens (symbol, address, category, strategy_type) VALUES ('X', 'x', 'memecoin', 'momentum')", "tracked_tokens_category_check")]
    [InlineData("INSERT INTO token_scores (token_address, total_score, rank) VALUES ('x', 123, 1)", "token_scores_total_score_check")]
    public async Task What_cannot_be_taken_over_is_named_and_nothing_is_changed(string damage, string named)
    {
        await using var database = await MadeAsync(damage);
        var before = await database.ExecuteAsync(Definitions);

        var error = await Assert.ThrowsAsync<DiscoveryStoreException>(async () => await ApplyAsync(database));

        Assert.Contains(named, error.Message, StringComparison.Ordinal);
        Assert.Contains("docs/adopting.md", error.Message, StringComparison.Ordinal);
        Assert.Equal(before, await database.ExecuteAsync(Definitions));
    }

    [Fact]
    public async Task Without_the_right_to_change_the_schema_the_start_says_so()
    {
        await using var database = await MadeAsync();

        var error = await Assert.ThrowsAsync<DiscoveryStoreException>(
            async () => await new PostgresSchema(database.Open(), "public").InitializeAsync(SchemaMode.Validate, Cancel));

        Assert.Contains("Storage:SchemaMode = Apply", error.Message, StringComparison.Ordinal);
    }

    private static async Task<TestDatabase> MadeAsync(string? rows = null)
    {
        var database = await TestDatabase.CreateAsync();
        foreach (var statement in FirstDesignSql.Writes.Where(static statement => statement.Sql.StartsWith("CREATE", StringComparison.Ordinal)))
        {
            await database.ExecuteAsync(statement.Sql);
        }

        if (rows is not null)
        {
            await database.ExecuteAsync(rows);
        }

        return database;
    }

    private static async Task ApplyAsync(TestDatabase database) => await new PostgresSchema(database.Open(), "public").InitializeAsync(SchemaMode.Apply, Cancel);

    private static async Task<object?> TextAsync(TestDatabase database, string columns, string table) =>
        await database.ExecuteAsync($"SELECT string_agg(concat_ws(' ', {columns}), ' | ' ORDER BY id) FROM {table}");
}
