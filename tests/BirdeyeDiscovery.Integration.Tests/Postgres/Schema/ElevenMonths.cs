namespace BirdeyeDiscovery.Integration.Tests.Postgres;

/// <summary>A database with history of eleven months, filled once for all tests that only read it.</summary>
public sealed class ElevenMonths : IAsyncLifetime
{
    private readonly HashSet<string> _empty = [];
    private InstalledSchema _schema = null!;

    internal InstalledSchema Schema => _schema;

    internal IReadOnlySet<string> EmptyTables => _empty;

    public async ValueTask InitializeAsync()
    {
        _schema = await InstalledSchema.CreateAsync();

        // 1,000 cycles over eleven months, 100 of 2,000 tokens scored and 100 rejected in each.
        await _schema.ExecuteAsync(
            """
            SELECT discovery_prepare_partitions(make_timestamptz(2026, month, 1, 0, 0, 0, 'UTC'), 0) FROM generate_series(1, 11) month;
            INSERT INTO discovery_snapshots (cycle_timestamp) SELECT timestamptz '2026-01-01Z' + n * interval '8 hours' FROM generate_series(0, 999) n;
            INSERT INTO token_scores (token_address, snapshot_id, total_score, action, rank, created_at)
                SELECT 'mint' || (id * 37 + n) % 2000, id, n / 2.0, 'keep', n + 1, cycle_timestamp FROM discovery_snapshots, generate_series(0, 99) n;
            INSERT INTO candidate_rejections (token_address, snapshot_id, symbol, stage, reason_code, created_at)
                SELECT 'mint' || (id * 41 + n) % 2000, id, '', 'data', 'DATA_MISSING', cycle_timestamp FROM discovery_snapshots, generate_series(0, 99) n;
            INSERT INTO token_lifecycle_events (snapshot_id, token_address, event_type, reason) SELECT 1 + n % 1000, 'mint' || n % 2000, 'paused', 'X' FROM generate_series(1, 100000) n;
            INSERT INTO operator_actions (request_id, action, token_address, operator, reason) SELECT 'request' || n, 'pause', 'mint' || n % 2000, 'alice', 'X' FROM generate_series(1, 20000) n;
            INSERT INTO strategy_config_versions (token_address, version, new_strategy_type, changed_by, change_id)
                SELECT 'mint' || n % 2000, 1 + n / 2000, 'momentum', 'alice', 'change' || n FROM generate_series(1, 100000) n;
            INSERT INTO token_migrations (old_address, new_address) SELECT 'old' || n, 'new' || n FROM generate_series(1, 20000) n;
            INSERT INTO token_migrations (old_address, new_address) VALUES ('mint3', 'mint7');
            INSERT INTO trade_closes (trade_id, token_address, strategy_type, pnl_usd, opened_at, closed_at)
                SELECT 'trade' || n, 'mint' || n % 2000, 'momentum', 1, timestamptz '2026-01-01Z' + n * interval '5 minutes',
                    timestamptz '2026-01-01Z' + n * interval '5 minutes' FROM generate_series(1, 80000) n;
            INSERT INTO tracked_tokens (symbol, address, category, strategy_type, strategy_version) SELECT 'symbol' || n, 'mint' || n, 'midcap', 'momentum', 1 FROM generate_series(0, 19999) n;
            UPDATE tracked_tokens SET status = 'removed', revision = revision + 1 WHERE id > 10;
            ANALYZE
            """);
        var empty = await _schema.ScalarAsync("SELECT string_agg(relname, ' ') FROM pg_class WHERE relkind = 'r' AND relnamespace = 'discovery'::regnamespace AND reltuples = 0");
        _empty.UnionWith(empty.Split(' '));
    }

    public ValueTask DisposeAsync() => _schema.DisposeAsync();
}
