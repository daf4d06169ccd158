using System.Globalization;

namespace BirdeyeDiscovery.Conformance;

/// <summary>The well-known SQL of the analytics, as it was first written but for what differs between databases: casts to decimal, and times in place of "now".</summary>
internal static class SeedSql
{
    public const string ActiveTokens = "SELECT * FROM tracked_tokens WHERE status = 'active'";

    public const string ScoreEffectiveness =
        """
        SELECT
            CASE
                WHEN ts.total_score >= 80 THEN 'Excellent (80+)'
                WHEN ts.total_score >= 60 THEN 'Good (60-80)'
                ELSE 'Poor (<60)'
            END as score_tier,
            COUNT(DISTINCT tt.symbol) as tokens,
            AVG(tt.total_pnl_usd) as avg_pnl,
            AVG(tt.win_count * 1.0 / NULLIF(tt.trades_count, 0)) as avg_win_rate
        FROM token_scores ts
        JOIN tracked_tokens tt ON ts.token_address = tt.address
        WHERE tt.trades_count > 0
        GROUP BY score_tier
        ORDER BY score_tier
        """;

    public const string PerformanceByCategory =
        """
        SELECT
            tt.category,
            tt.strategy_type,
            COUNT(*) as tokens,
            SUM(tt.trades_count) as total_trades,
            AVG(tt.win_count * 1.0 / NULLIF(tt.trades_count, 0)) as avg_win_rate,
            SUM(tt.total_pnl_usd) as total_pnl
        FROM tracked_tokens tt
        WHERE tt.trades_count > 0
        GROUP BY tt.category, tt.strategy_type
        ORDER BY total_pnl DESC
        """;

    public static string StrategyComparison(string category, DateTimeOffset since) =>
        $"""
        SELECT
            strategy_type,
            COUNT(*) as tokens,
            AVG(win_rate) as avg_win_rate,
            AVG(total_pnl_usd) as avg_pnl,
            AVG(sharpe_ratio) as avg_sharpe
        FROM strategy_performance
        WHERE token_category = '{category}'
          AND window_end > '{Time(since)}'
        GROUP BY strategy_type
        ORDER BY strategy_type
        """;

    public static string TopPerformers(DateTimeOffset since, int limit = 10) =>
        $"""
        SELECT
            tt.symbol,
            tt.category,
            tt.trades_count,
            tt.win_count,
            ROUND(tt.win_count * 1.0 / NULLIF(tt.trades_count, 0), 2) as win_rate,
            tt.total_pnl_usd
        FROM tracked_tokens tt
        WHERE tt.trades_count > 5
          AND tt.discovered_at > '{Time(since)}'
        ORDER BY tt.total_pnl_usd DESC
        LIMIT {limit}
        """;

    public static string ScoreHistory(string address, DateTimeOffset since) =>
        $"""
        SELECT
            ds.cycle_timestamp,
            ts.total_score,
            ts.rank,
            ts.price_change_24h,
            ts.action
        FROM token_scores ts
        JOIN discovery_snapshots ds ON ts.snapshot_id = ds.id
        WHERE ts.token_address = '{address}'
          AND ds.cycle_timestamp > '{Time(since)}'
        ORDER BY ds.cycle_timestamp DESC
        """;

    public static string StrategyConfig(string symbol) => $"SELECT strategy_config FROM tracked_tokens WHERE symbol = '{symbol}'";

    public static string SaveSnapshot(DateTimeOffset now, int candidates, int added, int milliseconds) =>
        $"""
        INSERT INTO discovery_snapshots (
            cycle_timestamp, candidates_count, tokens_added, duration_ms
        ) VALUES ('{Time(now)}', {candidates}, {added}, {milliseconds})
        """;

    public static string SaveScore(long snapshot, string address, string total, int rank, string action) =>
        $"""
        INSERT INTO token_scores (
            snapshot_id, token_address, total_score, rank, action
        ) VALUES ({snapshot}, '{address}', {total}, {rank}, '{action}')
        """;

    public static string UpdatePerformance(string symbol, string pnl, bool isWin) =>
        $"""
        UPDATE tracked_tokens
        SET trades_count = trades_count + 1,
            win_count = win_count + {(isWin ? 1 : 0)},
            total_pnl_usd = total_pnl_usd + {pnl}
        WHERE symbol = '{symbol}'
        """;

    /// <summary>Brings a row to texts and to numbers of four decimals, whatever types the driver gives.</summary>
    public static string Row(params IEnumerable<object?> values) => string.Join('|', values.Select(static value => value switch
    {
        null => "null",
        string text => text,
        double or decimal or int or long => Math.Round(Convert.ToDecimal(value, CultureInfo.InvariantCulture), 4, MidpointRounding.AwayFromZero).ToString("0.####", CultureInfo.InvariantCulture),
        _ => throw new ArgumentException($"{value.GetType()} is not compared here."),
    }));

    private static string Time(DateTimeOffset time) => time.UtcDateTime.ToString("yyyy-MM-dd'T'HH:mm:ss.fff'Z'", CultureInfo.InvariantCulture);
}
