namespace BirdeyeDiscovery;

/// <summary>Maps a row of <c>strategy_performance</c>.</summary>
internal static class PerformanceRow
{
    /// <summary>
    /// The columns of strategy_performance after the address of the token, in the order in which <see cref="Map"/> reads the row.
    /// </summary>
    public const string OtherColumns =
        """
        token_category, strategy_type, window_start, trades_count, win_count, loss_count, win_rate,
            avg_gain_pct, avg_loss_pct, max_gain_pct, max_loss_pct, total_pnl_usd, sharpe_ratio, max_drawdown_pct
        """;

    public static StrategyPerformance Map(StoredRow row) => new()
    {
        TokenAddress = row.Text(0),
        Category = row.Word<TokenCategory>(1),
        StrategyType = row.Text(2),
        WindowStart = row.Time(3),
        TradesCount = row.Int(4),
        WinCount = row.Int(5),
        LossCount = row.Int(6),
        WinRate = row.NumberOrNull(7),
        AvgGainPct = row.NumberOrNull(8),
        AvgLossPct = row.NumberOrNull(9),
        MaxGainPct = row.NumberOrNull(10),
        MaxLossPct = row.NumberOrNull(11),
        TotalPnlUsd = row.NumberOrNull(12) ?? 0m,
        SharpeRatio = row.NumberOrNull(13),
        MaxDrawdownPct = row.NumberOrNull(14),
    };
}
