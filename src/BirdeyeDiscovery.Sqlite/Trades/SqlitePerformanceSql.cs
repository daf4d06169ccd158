using Microsoft.Data.Sqlite;

namespace BirdeyeDiscovery;

/// <summary>The SQL of the trades' daily rows (<c>strategy_performance</c>).</summary>
internal static class SqlitePerformanceSql
{
    public const string DeleteAll = "DELETE FROM strategy_performance";
    public const string SelectOfToken =
        Select + $" WHERE token_address IN ({SqliteMigrationSql.Addresses}) AND window_start >= ?2 AND window_start < ?3 "
        + "ORDER BY window_start, token_category, strategy_type, token_address";

    /// <summary>Each daily row of trades counts for the current address of its token, because a token that migrated is one token.</summary>
    public const string SelectOfCategory =
        $"""
        {SqliteMigrationSql.Members}
        SELECT coalesce(m.token, p.token_address), {PerformanceRow.OtherColumns}
        FROM strategy_performance p LEFT JOIN members m ON m.address = p.token_address WHERE p.token_category = ?1 AND p.window_end > ?2
        """;

    private const string Select = $"SELECT token_address, {PerformanceRow.OtherColumns} FROM strategy_performance";

    private const string Upsert =
        $"""
        INSERT INTO strategy_performance (
            token_address, token_category, strategy_type, window_start, window_end, trades_count, win_count, loss_count, win_rate,
            avg_gain_pct, avg_loss_pct, max_gain_pct, max_loss_pct, total_pnl_usd, sharpe_ratio, max_drawdown_pct, created_at,
            updated_at, strategy_version)
        VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11, ?12, ?13, ?14, ?15, ?16, ?17, ?17, ({SqliteTradeVersionSql.OfDay}))
        ON CONFLICT (token_address, token_category, strategy_type, window_start) DO UPDATE SET
            trades_count = excluded.trades_count, win_count = excluded.win_count, loss_count = excluded.loss_count,
            win_rate = excluded.win_rate, avg_gain_pct = excluded.avg_gain_pct, avg_loss_pct = excluded.avg_loss_pct,
            max_gain_pct = excluded.max_gain_pct, max_loss_pct = excluded.max_loss_pct, total_pnl_usd = excluded.total_pnl_usd,
            sharpe_ratio = excluded.sharpe_ratio, max_drawdown_pct = excluded.max_drawdown_pct,
            updated_at = excluded.updated_at, strategy_version = excluded.strategy_version
        """;

    public static void Write(SqliteTransaction transaction, StrategyPerformance row, string now)
    {
        transaction.Execute(
            Upsert,
            row.TokenAddress,
            StoredText.Of(row.Category),
            row.StrategyType,
            SqliteValue.Time(row.WindowStart),
            SqliteValue.Time(row.WindowEnd),
            row.TradesCount,
            row.WinCount,
            row.LossCount,
            SqliteValue.Real(row.WinRate),
            SqliteValue.Real(row.AvgGainPct),
            SqliteValue.Real(row.AvgLossPct),
            SqliteValue.Real(row.MaxGainPct),
            SqliteValue.Real(row.MaxLossPct),
            SqliteValue.Real(row.TotalPnlUsd),
            SqliteValue.Real(row.SharpeRatio),
            SqliteValue.Real(row.MaxDrawdownPct),
            now);
    }
}
