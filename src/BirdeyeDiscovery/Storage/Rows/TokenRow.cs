namespace BirdeyeDiscovery;

/// <summary>Maps a row of <c>tracked_tokens</c>.</summary>
internal static class TokenRow
{
    /// <summary>The columns of tracked_tokens in the order in which <see cref="Map"/> reads the row.</summary>
    public const string Columns =
        """
        id, symbol, address, name, category, fdv_usd, liquidity_usd, discovered_at, discovery_score, discovery_rank,
            status, status_reason, is_permanent,
            strategy_type, strategy_config, activated_at, deactivated_at, last_scored_at, trades_count, win_count, total_pnl_usd,
            low_score_cycles, missing_data_cycles, status_cycles, first_candle_at, revision, created_at, updated_at,
            strategy_version, strategy_by_hand, next_category, category_cycles, held_by, hold_reason
        """;

    /// <summary>
    /// The number of columns in the row of a tracked token, which is the position of the first column that a query selects after them.
    /// </summary>
    public const int Count = 34;

    public static TrackedToken Map(StoredRow row) => new()
    {
        Id = row.Long(0),
        Symbol = row.Text(1),
        Address = row.Text(2),
        Name = row.TextOrNull(3),
        Category = row.Word<TokenCategory>(4),
        FdvUsd = row.NumberOrNull(5),
        LiquidityUsd = row.NumberOrNull(6),
        DiscoveredAt = row.Time(7),
        DiscoveryScore = row.NumberOrNull(8),
        DiscoveryRank = row.IntOrNull(9),
        Status = row.Word<TokenStatus>(10),
        StatusReason = row.TextOrNull(11),
        IsPermanent = row.Flag(12),
        StrategyType = row.Text(13),
        StrategyConfig = row.TextOrNull(14),
        ActivatedAt = row.TimeOrNull(15),
        DeactivatedAt = row.TimeOrNull(16),
        LastScoredAt = row.TimeOrNull(17),
        TradesCount = row.Int(18),
        WinCount = row.Int(19),
        TotalPnlUsd = row.Number(20),
        LowScoreCycles = row.Int(21),
        MissingDataCycles = row.Int(22),
        StatusCycles = row.Int(23),
        FirstCandleAt = row.TimeOrNull(24),
        Revision = row.Int(25),
        CreatedAt = row.Time(26),
        UpdatedAt = row.Time(27),
        StrategyVersion = row.Int(28),
        StrategyByHand = row.Flag(29),
        NextCategory = row.WordOrNull<TokenCategory>(30),
        CategoryCycles = row.Int(31),
        HeldBy = row.TextOrNull(32),
        HoldReason = row.TextOrNull(33),
    };
}
