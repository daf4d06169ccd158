namespace BirdeyeDiscovery;

/// <summary>Maps a row of <c>discovery_snapshots</c>.</summary>
internal static class SnapshotRow
{
    /// <summary>The columns of discovery_snapshots in the order in which <see cref="Map"/> reads the row.</summary>
    public const string Columns =
        """
        id, cycle_timestamp, epoch, discovery_frequency_secs, trending_limit, min_liquidity_usd, min_volume_24h_usd, candidates_count,
            tokens_added, tokens_removed, scored_count, rejected_count, duration_ms, api_calls_made, compute_units, outcome, error, mode,
            score_version, options_hash, enrichment, staging_differences, budget
        """;

    public static SnapshotRecord Map(StoredRow row) => new()
    {
        Id = row.Long(0),
        CycleTimestamp = row.Time(1),
        Epoch = row.Long(2),
        DiscoveryFrequencySecs = row.Int(3),
        TrendingLimit = row.Int(4),
        MinLiquidityUsd = row.Number(5),
        MinVolume24hUsd = row.Number(6),
        CandidatesCount = row.Int(7),
        TokensAdded = row.Int(8),
        TokensRemoved = row.Int(9),
        ScoredCount = row.Int(10),
        RejectedCount = row.Int(11),
        DurationMs = row.Int(12),
        ApiCallsMade = row.Int(13),
        ComputeUnits = row.Long(14),
        Outcome = row.Word<CycleOutcome>(15),
        Error = row.TextOrNull(16),
        Mode = row.Word<DiscoveryMode>(17),
        ScoreVersion = row.Text(18),
        OptionsHash = row.Text(19),
        Enrichment = row.WordOrNull<CycleEnrichment>(20) ?? CycleEnrichment.Full,
        StagingDifferences = row.IntOrNull(21),
        Budget = BudgetForecast.FromJson(row.TextOrNull(22)),
    };
}
