using BirdeyeDiscovery.Servers;

namespace BirdeyeDiscovery.Integration.Tests.Postgres;

/// <summary>Dump, drop, restore, as <c>docs/backup.md</c> has it.</summary>
public sealed class PostgresBackupTests
{
    private static readonly DateTimeOffset May = new(2026, 5, 20, 0, 0, 0, TimeSpan.Zero);

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData("discovery", false)]
    [InlineData("discovery", true)]
    [InlineData("public", false)]
    [InlineData("public", true)]
    public async Task A_restored_database_holds_the_same_rows_rights_and_months_and_goes_on(string name, bool isAlone)
    {
        await using var schema = await InstalledSchema.CreateAsync(name);
        await schema.Maintenance(PostgresRoles.Runtime).PrepareAsync(May, Cancel);
        await schema.AddCycleAsync(May, "it's \\ \"x\"\t🚀");
        await schema.AddCycleAsync(May.AddYears(10));
        await schema.ExecuteAsync(
            """
            INSERT INTO tracked_tokens (symbol, address, category, strategy_type, strategy_config, total_pnl_usd)
                VALUES ('S', 'mint', 'midcap', 'momentum', '{"a": [1, 2.50]}', -12345678901.25);
            INSERT INTO token_lifecycle_events (token_address, event_type, reason) VALUES ('mint', 'added', 'SEEDED');
            INSERT INTO tracked_tokens (symbol, address, category, strategy_type, status, held_by, hold_reason, strategy_version, strategy_by_hand)
                VALUES ('H', 'held', 'midcap', 'momentum', 'paused', 'alice', 'rumours', 2, true);
            INSERT INTO strategy_config_versions (token_address, version, new_strategy_type, new_config, is_by_hand, changed_by, change_id)
                VALUES ('held', 2, 'momentum', '{"a": 1}', true, 'alice', 'change 1');
            INSERT INTO operator_actions (request_id, action, token_address, operator, reason) VALUES ('r1', 'pause', 'held', 'alice', 'it''s 🚀');
            INSERT INTO token_migrations (old_address, new_address) VALUES ('before', 'mint');
            INSERT INTO trade_closes (trade_id, token_address, token_category, strategy_type, pnl_usd, return_pct, opened_at, closed_at)
                VALUES ('t1', 'mint', 'midcap', 'momentum', -1.25, 0.5, '2026-05-20T01:00Z', '2026-05-20T02:00:00.123Z');
            INSERT INTO strategy_performance (token_address, token_category, strategy_type, window_start, window_end, trades_count)
                VALUES ('mint', 'midcap', 'momentum', '2026-05-20Z', '2026-05-21Z', 1);
            INSERT INTO compute_units (account, month, spent, reserved, granted) VALUES ('it''s 🚀', '2026-05-01', 12345, 600, 200);
            INSERT INTO evaluation_trials (engine, chain, tried_at, search_id, seed, objective, variant, variant_hash, fitted_from, fitted_to,
                    held_out_from, held_out_to, fitted_tokens, fitted_windows, fitted_t, held_out_tokens, held_out_windows, held_out_p)
                VALUES ('', 'solana', '2026-05-20T01:00Z', 's', 1, 'rank IC 1h', '{"Scoring:MomentumWeight": 0.25}', 'h',
                    '2026-05-01Z', '2026-05-10Z', '2026-05-10Z', '2026-05-20Z', 20, 200, 1.25, 21, 201, 0.125);
            UPDATE discovery_lease SET epoch = 7, holder = 'h'
            """,
            PostgresRoles.Runtime);
        var tables = await schema.ScalarAsync(
            "SELECT string_agg(relname, ' ') FROM pg_class WHERE relnamespace = current_schema::regnamespace AND relkind IN ('r', 'p') AND NOT relispartition");
        foreach (var table in tables.Split(' '))
        {
            Assert.True(await schema.ScalarAsync($"SELECT count(*) FROM {table}") != "0", $"{table} is empty: a restore that forgets it would not be noticed.");
        }

        var before = await ContentAsync(schema);

        var file = await PostgresDump.SaveAsync(schema.Database, isAlone ? name : null);
        await schema.Database.RecreateAsync();
        if (isAlone && name == "public")
        {
            await schema.Database.ExecuteAsync("DROP SCHEMA public");
        }

        await PostgresDump.RestoreAsync(schema.Database, file);

        Assert.Equal(before, await ContentAsync(schema));
        await new PostgresSchema(schema.Open(PostgresRoles.Runtime), schema.Name).InitializeAsync(SchemaMode.Apply, Cancel);
        await schema.Maintenance(PostgresRoles.Runtime).PrepareAsync(May.AddYears(10), Cancel);
        await schema.AddCycleAsync(May.AddYears(10).AddDays(1));
        Assert.Equal(
            "1 token_scores_y2026m05,2 token_scores_y2036m05,3 token_scores_y2036m05",
            await schema.ScalarAsync("SELECT string_agg(id || ' ' || tableoid::regclass, ',' ORDER BY id) FROM token_scores"));
        Assert.False((await schema.Maintenance(PostgresRoles.Runtime).DropHistoryAsync(May, Cancel)).IsPermitted);
        Assert.True((await schema.Maintenance(PostgresRoles.Retention).DropHistoryAsync(May, Cancel)).IsPermitted);
    }

    // Every row of every table, every right, every bound, every function as the server has it.
    private static Task<string> ContentAsync(InstalledSchema schema) => schema.ScalarAsync(
        """
        SELECT string_agg(line, E'\n' ORDER BY line COLLATE "C") FROM (
            SELECT c.relname || ' ' || coalesce(pg_get_expr(c.relpartbound, c.oid), '') || coalesce(array_to_string(array(SELECT unnest(c.relacl)::text ORDER BY 1), ','), '')
                || pg_get_userbyid(c.relowner)
                || query_to_xml(format('SELECT t::text FROM ONLY %I t ORDER BY t::text COLLATE "C"', c.relname), true, false, '')::text AS line
            FROM pg_class c WHERE c.relnamespace = current_schema::regnamespace AND c.relkind = 'r'
            UNION ALL SELECT p.proname || pg_get_userbyid(p.proowner) || array_to_string(array(SELECT unnest(p.proacl)::text ORDER BY 1), ',') || pg_get_functiondef(p.oid)
            FROM pg_proc p WHERE p.pronamespace = current_schema::regnamespace
            UNION ALL SELECT pg_get_indexdef(indexrelid) FROM pg_index JOIN pg_class c ON c.oid = indrelid WHERE c.relnamespace = current_schema::regnamespace
            UNION ALL SELECT conrelid::regclass || pg_get_constraintdef(oid) FROM pg_constraint WHERE connamespace = current_schema::regnamespace
        ) content
        """);
}
