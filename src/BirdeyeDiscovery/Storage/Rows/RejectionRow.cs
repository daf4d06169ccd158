namespace BirdeyeDiscovery;

/// <summary>Maps a row of <c>candidate_rejections</c>.</summary>
internal static class RejectionRow
{
    /// <summary>The columns of candidate_rejections in the order in which <see cref="MapEntry"/> reads the row.</summary>
    public const string Columns =
        "token_address, symbol, stage, reason_code, value, threshold, liquidity_usd, best_slot_rank, price_usd, created_at";

    /// <summary>The columns of candidate_rejections in the order in which <see cref="MapOfCycle"/> reads the row.</summary>
    public const string ColumnsOfCycle = Columns + ", snapshot_id";

    public static RejectionRecord Map(StoredRow row) =>
        new(row.Text(0), row.Text(1), row.Word<RejectionStage>(2), row.Text(3), row.NumberOrNull(4), row.NumberOrNull(5))
        {
            LiquidityUsd = row.NumberOrNull(6),
            BestSlotRank = row.IntOrNull(7),
            PriceUsd = row.RealOrNull(8),
        };

    public static RejectionHistoryEntry MapEntry(StoredRow row)
    {
        var rejection = Map(row);
        return new RejectionHistoryEntry(row.Time(9), rejection);
    }

    public static KeyValuePair<long, RejectionRecord> MapOfCycle(StoredRow row)
    {
        var mapped = Map(row);
        return new(row.Long(10), mapped);
    }
}
