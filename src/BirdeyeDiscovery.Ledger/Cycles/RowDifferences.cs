using System.Globalization;

namespace BirdeyeDiscovery.Ledger;

/// <summary>Compares the stored rows of a past cycle with a recomputed plan, field by field. Pure.</summary>
internal static class RowDifferences
{
    private static readonly (string Name, Func<SnapshotRecord, object?> Get)[] SnapshotFields =
    [
        ("outcome", static row => row.Outcome),
        ("error", static row => row.Error),
        ("epoch", static row => row.Epoch),
        ("discovery_frequency_secs", static row => row.DiscoveryFrequencySecs),
        ("trending_limit", static row => row.TrendingLimit),
        ("min_liquidity_usd", static row => row.MinLiquidityUsd),
        ("min_volume_24h_usd", static row => row.MinVolume24hUsd),
        ("candidates_count", static row => row.CandidatesCount),
        ("tokens_added", static row => row.TokensAdded),
        ("tokens_removed", static row => row.TokensRemoved),
        ("scored_count", static row => row.ScoredCount),
        ("rejected_count", static row => row.RejectedCount),
        ("duration_ms", static row => row.DurationMs),
        ("api_calls_made", static row => row.ApiCallsMade),
        ("compute_units", static row => row.ComputeUnits),
        ("enrichment", static row => row.Enrichment),
        ("staging_differences", static row => row.StagingDifferences),
        ("mode", static row => row.Mode),
        ("score_version", static row => row.ScoreVersion),
        ("options_hash", static row => row.OptionsHash),
        ("cycle_timestamp", static row => row.CycleTimestamp),
    ];

    private static readonly (string Name, Func<ScoreRecord, object?> Get)[] ScoreFields =
    [
        ("token_address", static row => row.TokenAddress),
        ("symbol", static row => row.Symbol),
        ("total_score", static row => row.TotalScore),
        ("momentum_score", static row => row.MomentumScore),
        ("liquidity_score", static row => row.LiquidityScore),
        ("volume_score", static row => row.VolumeScore),
        ("safety_score", static row => row.SafetyScore),
        ("flow_score", static row => row.FlowScore),
        ("rank", static row => row.Rank),
        ("slot_rank", static row => row.SlotRank),
        ("coverage", static row => row.Coverage),
        ("price_change_5m", static row => row.PriceChange5m),
        ("price_change_1h", static row => row.PriceChange1h),
        ("price_change_24h", static row => row.PriceChange24h),
        ("liquidity_usd", static row => row.LiquidityUsd),
        ("volume_24h_usd", static row => row.Volume24hUsd),
        ("buy_sell_imbalance", static row => row.BuySellImbalance),
        ("action", static row => row.Action),
        ("action_reason", static row => row.ActionReason),
    ];

    private static readonly (string Name, Func<RejectionRecord, object?> Get)[] RejectionFields =
    [
        ("token_address", static row => row.TokenAddress),
        ("symbol", static row => row.Symbol),
        ("stage", static row => row.Stage),
        ("reason_code", static row => row.ReasonCode),
        ("value", static row => row.Value),
        ("threshold", static row => row.Threshold),
        ("liquidity_usd", static row => row.LiquidityUsd),
        ("best_slot_rank", static row => row.BestSlotRank),
    ];

    private static readonly (string Name, Func<LifecycleEvent, object?> Get)[] EventFields =
    [
        ("token_address", static row => row.TokenAddress),
        ("event_type", static row => row.EventType),
        ("from_status", static row => row.FromStatus),
        ("to_status", static row => row.ToStatus),
        ("reason", static row => row.Reason),
        ("created_at", static row => row.CreatedAt),
    ];

    /// <summary>
    /// Gets all differences between the stored rows of a past cycle and a recomputed plan, in the order of the tables and of their rows.
    /// </summary>
    public static IEnumerable<LedgerDifference> Of(
        SnapshotRecord snapshot,
        IReadOnlyList<ScoreRecord> scores,
        IReadOnlyList<RejectionRecord> rejections,
        IReadOnlyList<LifecycleEvent> events,
        CyclePlan plan)
    {
        var time = snapshot.CycleTimestamp;
        return Rows(time, "discovery_snapshots", [snapshot], [plan.Snapshot], SnapshotFields, static _ => null)
            .Concat(Rows(time, "token_scores", scores, plan.Scores, ScoreFields, static row => row.TokenAddress))
            .Concat(Rows(time, "candidate_rejections", rejections, plan.Rejections, RejectionFields, static row => row.TokenAddress))
            .Concat(Rows(
                time,
                "token_lifecycle_events",
                events,
                AsStored(time, events, plan.Events),
                EventFields,
                static row => row.TokenAddress));
    }

    // In past cycles of earlier versions, every stored event has the start of its cycle as its time. This version gives an event the time
    // of a change that a person made while the cycle ran. A stored event with the start is therefore compared by its other columns only.
    private static IReadOnlyList<LifecycleEvent> AsStored(
        DateTimeOffset time, IReadOnlyList<LifecycleEvent> stored, IReadOnlyList<LifecycleEvent> recomputed) =>
        [.. recomputed.Select((row, index) =>
            index < stored.Count && stored[index].CreatedAt == time ? row with { CreatedAt = time } : row)];

    private static IEnumerable<LedgerDifference> Rows<T>(
        DateTimeOffset time,
        string table,
        IReadOnlyList<T> stored,
        IReadOnlyList<T> recomputed,
        (string Name, Func<T, object?> Get)[] fields,
        Func<T, string?> address)
        where T : class
    {
        for (var index = 0; index < Math.Max(stored.Count, recomputed.Count); index++)
        {
            var left = index < stored.Count ? stored[index] : null;
            var right = index < recomputed.Count ? recomputed[index] : null;
            if (left is null || right is null)
            {
                yield return new LedgerDifference(
                    time,
                    table,
                    index + 1,
                    address((left ?? right)!),
                    "row",
                    left is null ? null : "present",
                    right is null ? null : "present");
                continue;
            }

            foreach (var (name, get) in fields)
            {
                if (!Equals(get(left), get(right)))
                {
                    yield return new LedgerDifference(time, table, index + 1, address(left), name, Text(get(left)), Text(get(right)));
                }
            }
        }
    }

    private static string? Text(object? value) => value is DateTimeOffset time
        ? time.ToString("O", CultureInfo.InvariantCulture)
        : Convert.ToString(value, CultureInfo.InvariantCulture);
}
