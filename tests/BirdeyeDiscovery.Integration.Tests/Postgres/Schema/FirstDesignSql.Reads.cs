namespace BirdeyeDiscovery.Integration.Tests.Postgres;

/// <summary>The queries of the first design.</summary>
internal static partial class FirstDesignSql
{
    /// <summary>Gets the statements that read, with the first row that they give after <see cref="Writes"/>.</summary>
    public static IReadOnlyList<(string Name, string Sql, string FirstRow)> Reads { get; } =
    [
        ("`get_active_tokens`", "SELECT symbol FROM (SELECT * FROM tracked_tokens WHERE status = 'active') t ORDER BY id LIMIT 1", "SOL"),
        ("`get_strategy_config`", "SELECT strategy_config FROM tracked_tokens WHERE symbol = 'PEPE'", "{\"rsi_oversold\": 35}"),
        (
            "score history of a token",
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
            "strategies compared for midcaps",
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
            "top performing tokens",
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
            "discovery effectiveness",
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
            "strategy performance by category",
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
        ("the row after the removal", "SELECT status, status_reason, deactivated_at IS NOT NULL FROM tracked_tokens WHERE symbol = 'BONK'", "removed|Score below 60 for 3 cycles|True"),
    ];
}
