using BirdeyeDiscovery.Servers;
using Npgsql;

namespace BirdeyeDiscovery.Integration.Tests.Postgres;

/// <summary>The SQL of the first design, word for word, as the role that runs hosts. What it leaves open with dots or parameters is filled in.</summary>
public sealed class SeedDocumentTests
{
    private static readonly string[] Writes =
    [
        // Tables, examples, and the first rows.
        "INSERT INTO tracked_tokens (symbol, address, category, status, strategy_type, discovery_score) VALUES ('SOL', 'So11111...', 'bluechip', 'active', 'momentum', 100)",
        "INSERT INTO tracked_tokens (symbol, address, category, status, strategy_type, discovery_score) VALUES ('JUP', 'JUPyi...', 'bluechip', 'active', 'momentum', 95)",
        "INSERT INTO tracked_tokens (symbol, address, category, status, strategy_type, discovery_score, discovery_rank) VALUES ('BONK', 'DezX...', 'midcap', 'active', 'aggressive_momentum', 87, 3)",
        "INSERT INTO tracked_tokens (symbol, address, category, status, strategy_type, discovery_score, status_reason, deactivated_at) VALUES ('WIF', 'EKpQ...', 'midcap', 'removed', 'aggressive_momentum', 65, 'Score dropped below 60 for 3 cycles', NOW())",
        "INSERT INTO tracked_tokens (symbol, address, category, status, strategy_type) VALUES ('SOL', 'So111...', 'bluechip', 'active', 'momentum'), ('JUP', 'JUPyi..', 'bluechip', 'active', 'momentum')",

        // The application's.
        "INSERT INTO discovery_snapshots (cycle_timestamp, candidates_count, tokens_added, duration_ms) VALUES (NOW(), 30, 2, 900) RETURNING id",
        "INSERT INTO token_scores (snapshot_id, token_address, total_score, rank, action) VALUES ((SELECT max(id) FROM discovery_snapshots), 'DezX...', 87, 3, 'add')",
        "INSERT INTO token_scores (snapshot_id, token_address, total_score, rank, action) VALUES ((SELECT max(id) FROM discovery_snapshots), 'So11111...', 61.5, 4, 'keep')",
        """
        INSERT INTO tracked_tokens (
            symbol, address, category,
            status, strategy_type, strategy_config,
            discovery_score, discovery_rank, discovered_at
        ) VALUES (
            'PEPE', 'Pepe...', 'midcap',
            'active', 'aggressive_momentum', '{"rsi_oversold": 35}',
            87, 3, NOW()
        )
        """,
        "UPDATE tracked_tokens SET activated_at = NOW() WHERE symbol = 'BONK'",
        "UPDATE tracked_tokens SET trades_count = trades_count + 1, win_count = win_count + 1, total_pnl_usd = total_pnl_usd + 12.5::float8 WHERE symbol = 'BONK'",
        "UPDATE tracked_tokens SET trades_count = trades_count + 6, win_count = win_count + 2, total_pnl_usd = total_pnl_usd - 1 WHERE symbol = 'BONK'",
        "INSERT INTO strategy_performance (token_address, token_category, strategy_type, window_start, window_end, trades_count, win_count, loss_count, win_rate, total_pnl_usd, sharpe_ratio) VALUES ('DezX...', 'midcap', 'momentum', NOW() - INTERVAL '1 day', NOW(), 3, 2, 1, 0.6667, 12.5, 1.25)",
        "UPDATE tracked_tokens SET strategy_config = '{\"rsi_oversold\": 40}', updated_at = NOW() WHERE symbol = 'BONK'",

        // A token leaves.
        """
        UPDATE tracked_tokens
        SET
            status = 'paused',
            status_reason = 'Score below 60 for 3 cycles',
            deactivated_at = NOW()
        WHERE symbol = 'BONK'
        """,
        """
        UPDATE tracked_tokens
        SET status = 'removed'
        WHERE symbol = 'BONK' AND id NOT IN (
            SELECT DISTINCT token FROM positions WHERE closed_at IS NULL
        )
        """,
    ];

    private static readonly (string Sql, string FirstRow)[] Reads =
    [
        ("SELECT symbol FROM (SELECT * FROM tracked_tokens WHERE status = 'active') t ORDER BY id LIMIT 1", "SOL"),
        ("SELECT strategy_config FROM tracked_tokens WHERE symbol = 'PEPE'", "{\"rsi_oversold\": 35}"),
        (
            """
            SELECT ds.cycle_timestamp > NOW() - INTERVAL '1 hour', ts.total_score, ts.rank, ts.price_change_24h, ts.action
            FROM token_scores ts
            JOIN discovery_snapshots ds ON ts.snapshot_id = ds.id
            WHERE ts.token_address = 'So11111...'
              AND ds.cycle_timestamp > NOW() - INTERVAL '7 days'
            ORDER BY ds.cycle_timestamp DESC
            """,
            "True|61.5|4||keep"),
        (
            """
            SELECT
                strategy_type,
                COUNT(*) as tokens,
                AVG(win_rate) as avg_win_rate,
                AVG(total_pnl_usd) as avg_pnl,
                AVG(sharpe_ratio) as avg_sharpe
            FROM strategy_performance
            WHERE token_category = 'midcap'
              AND window_end > NOW() - INTERVAL '30 days'
            GROUP BY strategy_type
            """,
            "momentum|1|0.66670000000000000000|12.5000000000000000|1.25000000000000000000"),
        (
            """
            SELECT
                tt.symbol,
                tt.category,
                tt.trades_count,
                tt.win_count,
                ROUND(tt.win_count::DECIMAL / NULLIF(tt.trades_count, 0), 2) as win_rate,
                tt.total_pnl_usd
            FROM tracked_tokens tt
            WHERE tt.trades_count > 5
              AND tt.discovered_at > NOW() - INTERVAL '30 days'
            ORDER BY tt.total_pnl_usd DESC
            LIMIT 10
            """,
            "BONK|midcap|7|3|0.43|11.5"),
        (
            """
            SELECT
                CASE
                    WHEN ts.total_score >= 80 THEN 'Excellent (80+)'
                    WHEN ts.total_score >= 60 THEN 'Good (60-80)'
                    ELSE 'Poor (<60)'
                END as score_tier,
                COUNT(DISTINCT tt.symbol) as tokens,
                AVG(tt.total_pnl_usd) as avg_pnl,
                AVG(tt.win_count::DECIMAL / NULLIF(tt.trades_count, 0)) as avg_win_rate
            FROM token_scores ts
            JOIN tracked_tokens tt ON ts.token_address = tt.address
            WHERE tt.trades_count > 0
            GROUP BY score_tier
            """,
            "Excellent (80+)|1|11.5000000000000000|0.42857142857142857143"),
        (
            """
            SELECT
                tt.category,
                tt.strategy_type,
                COUNT(*) as tokens,
                SUM(tt.trades_count) as total_trades,
                AVG(tt.win_count::DECIMAL / NULLIF(tt.trades_count, 0)) as avg_win_rate,
                SUM(tt.total_pnl_usd) as total_pnl
            FROM tracked_tokens tt
            WHERE tt.trades_count > 0
            GROUP BY tt.category, tt.strategy_type
            ORDER BY total_pnl DESC
            """,
            "midcap|aggressive_momentum|1|7|0.42857142857142857143|11.5"),
        ("SELECT status, status_reason, deactivated_at IS NOT NULL FROM tracked_tokens WHERE symbol = 'BONK'", "removed|Score below 60 for 3 cycles|True"),
    ];

    [Fact]
    public async Task Every_statement_of_the_first_design_works_word_for_word()
    {
        await using var schema = await InstalledSchema.CreateAsync();
        await schema.ExecuteAsync("CREATE TABLE positions (token bigint, closed_at timestamptz); GRANT SELECT ON positions TO PUBLIC; INSERT INTO positions VALUES (1, NULL)");
        foreach (var statement in Writes)
        {
            await using var command = schema.Open(PostgresRoles.Runtime).CreateCommand(statement);
            await command.ExecuteNonQueryAsync(TestContext.Current.CancellationToken);
        }

        foreach (var (sql, row) in Reads)
        {
            Assert.Equal(row, await FirstRowAsync(schema, sql));
        }
    }

    private static async Task<string> FirstRowAsync(InstalledSchema schema, string sql)
    {
        await using var command = schema.Open(PostgresRoles.Runtime).CreateCommand(sql);
        await using var reader = await command.ExecuteReaderAsync(TestContext.Current.CancellationToken);
        Assert.True(await reader.ReadAsync(TestContext.Current.CancellationToken), sql);
        return string.Join('|', Enumerable.Range(0, reader.FieldCount).Select(column => Convert.ToString(reader.GetValue(column), System.Globalization.CultureInfo.InvariantCulture)));
    }
}
