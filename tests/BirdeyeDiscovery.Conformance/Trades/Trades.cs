namespace BirdeyeDiscovery.Conformance;

/// <summary>Closed trades and what a store holds of them, for tests of stores.</summary>
internal static class Trades
{
    // Everything a trade may change, without the numbers and the times of writing.
    private const string Book =
        """
        SELECT 'close', trade_id, token_address, coalesce(token_category, '-'), strategy_type, pnl_usd, return_pct, 0, 0, 0, 0, 0, 0 FROM trade_closes
        UNION ALL
        SELECT 'token', address, category, status, strategy_type, total_pnl_usd, discovery_score, trades_count, win_count, revision, 0, 0, 0 FROM tracked_tokens
        UNION ALL
        SELECT CAST(window_start AS text), token_address, token_category, '-', strategy_type, total_pnl_usd, win_rate, trades_count, win_count, avg_gain_pct, avg_loss_pct,
            sharpe_ratio, max_drawdown_pct FROM strategy_performance
        ORDER BY 1, 2, 3, 4, 5
        """;

    public static DateTimeOffset Day { get; } = new(2026, 5, 1, 0, 0, 0, TimeSpan.Zero);

    public static TradeClose Close(string id, string address = Tokens.Bonk, decimal pnlUsd = 12.34m, decimal? returnPct = 5.5m, double hour = 12, string strategy = "momentum") => new()
    {
        TradeId = id,
        TokenAddress = address,
        StrategyType = strategy,
        PnlUsd = pnlUsd,
        ReturnPct = returnPct,
        OpenedAt = Day.AddHours(hour - .5),
        ClosedAt = Day.AddHours(hour),
    };

    /// <summary>Reads the closes, the counters and the daily rows as text, to see whether anything changed.</summary>
    public static async ValueTask<IReadOnlyList<string>> BookAsync(StoreHarness harness, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(harness);
        var rows = await harness.QueryRowsAsync(Book, cancellationToken);
        return [.. rows.Select(static row => string.Join('|', row.Select(static value => FormattableString.Invariant($"{value ?? "null"}"))))];
    }

    public static async ValueTask<TradeTotals> CountersAsync(StoreHarness harness, string address, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(harness);
        var token = await harness.Store.FindAsync(address, cancellationToken) ?? throw new InvalidOperationException($"{address} is not tracked.");
        return new TradeTotals(token.TradesCount, token.WinCount, token.TotalPnlUsd);
    }

    /// <summary>Reads the daily rows that stand under one address; the library gives those of all addresses of the token.</summary>
    public static async ValueTask<IReadOnlyList<StrategyPerformance>> DaysAsync(StoreHarness harness, string address, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(harness);
        var days = await harness.Host.Analytics.GetDailyPerformanceAsync(address, Day.AddYears(-1), Day.AddYears(1), cancellationToken);
        return [.. days.Where(day => day.TokenAddress == address)];
    }

    public static ValueTask MigrateAsync(StoreHarness harness, string oldAddress, string newAddress, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(harness);
        return harness.MigrateAsync(oldAddress, newAddress, cancellationToken);
    }
}
