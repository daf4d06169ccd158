namespace BirdeyeDiscovery;

/// <summary>Maps a row of <c>shadow_scores</c>.</summary>
internal static class ShadowScoreRow
{
    /// <summary>The columns of shadow_scores in the order in which <see cref="MapOfCycle"/> reads the row.</summary>
    public const string ColumnsOfCycle =
        """
        token_address, scorer, scorer_version, options_hash, total_score, momentum_score, liquidity_score, volume_score, safety_score,
            flow_score, snapshot_id
        """;

    public static KeyValuePair<long, ShadowScoreRecord> MapOfCycle(StoredRow row)
    {
        var mapped = new ShadowScoreRecord
        {
            TokenAddress = row.Text(0),
            Scorer = row.Text(1),
            ScorerVersion = row.Text(2),
            OptionsHash = row.Text(3),
            TotalScore = row.Number(4),
            MomentumScore = row.NumberOrNull(5),
            LiquidityScore = row.NumberOrNull(6),
            VolumeScore = row.NumberOrNull(7),
            SafetyScore = row.NumberOrNull(8),
            FlowScore = row.NumberOrNull(9),
        };
        return new(row.Long(10), mapped);
    }
}
