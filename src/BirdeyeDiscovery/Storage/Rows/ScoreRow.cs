namespace BirdeyeDiscovery;

/// <summary>Maps a row of <c>token_scores</c>, for all stores.</summary>
internal static class ScoreRow
{
    /// <summary>The columns of token_scores in the order in which <see cref="MapEntry"/> reads the row.</summary>
    public const string Columns =
        "token_address, symbol, total_score, momentum_score, liquidity_score, volume_score, safety_score, flow_score, rank, slot_rank, "
        + "coverage, price_change_5m, price_change_1h, price_change_24h, liquidity_usd, volume_24h_usd, buy_sell_imbalance, action, "
        + "action_reason, price_usd, created_at";

    /// <summary>The columns of token_scores in the order in which <see cref="MapOfCycle"/> reads the row.</summary>
    public const string ColumnsOfCycle = Columns + ", snapshot_id";

    public static ScoreRecord Map(StoredRow row) => new()
    {
        TokenAddress = row.Text(0),
        Symbol = row.Text(1),
        TotalScore = row.Number(2),
        MomentumScore = row.NumberOrNull(3),
        LiquidityScore = row.NumberOrNull(4),
        VolumeScore = row.NumberOrNull(5),
        SafetyScore = row.NumberOrNull(6),
        FlowScore = row.NumberOrNull(7),
        Rank = row.IntOrNull(8),
        SlotRank = row.IntOrNull(9),
        Coverage = row.Number(10),
        PriceChange5m = row.NumberOrNull(11),
        PriceChange1h = row.NumberOrNull(12),
        PriceChange24h = row.NumberOrNull(13),
        LiquidityUsd = row.NumberOrNull(14),
        Volume24hUsd = row.NumberOrNull(15),
        BuySellImbalance = row.NumberOrNull(16),
        Action = row.Word<ScoreAction>(17),
        ActionReason = row.Text(18),
        PriceUsd = row.RealOrNull(19),
    };

    public static ScoreHistoryEntry MapEntry(StoredRow row)
    {
        var score = Map(row);
        return new ScoreHistoryEntry(row.Time(20), score);
    }

    public static KeyValuePair<long, ScoreRecord> MapOfCycle(StoredRow row)
    {
        var mapped = Map(row);
        return new(row.Long(21), mapped);
    }
}
