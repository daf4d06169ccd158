using Npgsql;

namespace BirdeyeDiscovery.Benchmarks.Stores;

/// <summary>
/// Implements the baseline: writes every row of a cycle as the first design does, with one awaited statement for each, in its own
/// transaction, on a connection of the pool.
/// </summary>
internal sealed class RowByRow(NpgsqlDataSource database, string schema)
{
    private readonly string _snapshot =
        $"""
        INSERT INTO {schema}.discovery_snapshots (
            cycle_timestamp, epoch, discovery_frequency_secs, trending_limit, min_liquidity_usd, min_volume_24h_usd, candidates_count, tokens_added,
            tokens_removed, scored_count, rejected_count, duration_ms, api_calls_made, compute_units, outcome, error, mode, score_version, options_hash, created_at)
        VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15, $16, $17, $18, $19, $1) RETURNING id
        """;

    private readonly string _score =
        $"""
        INSERT INTO {schema}.token_scores (
            token_address, symbol, total_score, momentum_score, liquidity_score, volume_score, safety_score, flow_score, rank, slot_rank, coverage,
            price_change_5m, price_change_1h, price_change_24h, liquidity_usd, volume_24h_usd, buy_sell_imbalance, action, action_reason, created_at, snapshot_id)
        VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15, $16, $17, $18, $19, $20, $21)
        """;

    private readonly string _token =
        $"""
        INSERT INTO {schema}.tracked_tokens (symbol, address, name, category, fdv_usd, liquidity_usd, discovered_at, discovery_score, discovery_rank, status,
            status_reason, strategy_type, last_scored_at)
        VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13)
        ON CONFLICT (address) DO UPDATE SET status = 'active', status_reason = excluded.status_reason, last_scored_at = excluded.last_scored_at, updated_at = now()
        """;

    private readonly string _rejection =
        $"INSERT INTO {schema}.candidate_rejections (snapshot_id, token_address, symbol, stage, reason_code, value, threshold, created_at) VALUES ($1, $2, $3, $4, $5, $6, $7, $8)";

    private readonly string _event =
        $"INSERT INTO {schema}.token_lifecycle_events (snapshot_id, token_address, event_type, from_status, to_status, reason, created_at) VALUES ($1, $2, $3, $4, $5, $6, $7)";

    private readonly string _input = $"INSERT INTO {schema}.cycle_inputs (snapshot_id, block, created_at) VALUES ($1, $2, $3)";

    private readonly string _pause = $"UPDATE {schema}.tracked_tokens SET status = 'paused' WHERE address = $1 AND status = 'active'";

    public async Task WriteAsync(CyclePlan plan)
    {
        var row = plan.Snapshot;
        var id = (long)(await RunAsync(
            _snapshot,
            row.CycleTimestamp.UtcDateTime,
            row.Epoch,
            row.DiscoveryFrequencySecs,
            row.TrendingLimit,
            row.MinLiquidityUsd,
            row.MinVolume24hUsd,
            row.CandidatesCount,
            row.TokensAdded,
            row.TokensRemoved,
            row.ScoredCount,
            row.RejectedCount,
            row.DurationMs,
            row.ApiCallsMade,
            row.ComputeUnits,
            StoredText.Of(row.Outcome),
            row.Error,
            StoredText.Of(row.Mode),
            row.ScoreVersion,
            row.OptionsHash))!;
        foreach (var score in plan.Scores)
        {
            await RunAsync(
                _score,
                score.TokenAddress,
                score.Symbol,
                score.TotalScore,
                score.MomentumScore,
                score.LiquidityScore,
                score.VolumeScore,
                score.SafetyScore,
                score.FlowScore,
                score.Rank,
                score.SlotRank,
                score.Coverage,
                score.PriceChange5m,
                score.PriceChange1h,
                score.PriceChange24h,
                score.LiquidityUsd,
                score.Volume24hUsd,
                score.BuySellImbalance,
                StoredText.Of(score.Action),
                score.ActionReason,
                row.CycleTimestamp.UtcDateTime,
                id);
        }

        foreach (var token in plan.Tokens)
        {
            await RunAsync(
                _token,
                token.Symbol,
                token.Address,
                token.Name,
                StoredText.Of(token.Category),
                token.FdvUsd,
                token.LiquidityUsd,
                token.DiscoveredAt.UtcDateTime,
                token.DiscoveryScore,
                token.DiscoveryRank,
                StoredText.Of(token.Status),
                token.StatusReason,
                token.StrategyType,
                token.LastScoredAt?.UtcDateTime);
        }

        foreach (var rejection in plan.Rejections)
        {
            await RunAsync(
                _rejection,
                id,
                rejection.TokenAddress,
                rejection.Symbol,
                StoredText.Of(rejection.Stage),
                rejection.ReasonCode,
                rejection.Value,
                rejection.Threshold,
                row.CycleTimestamp.UtcDateTime);
        }

        foreach (var change in plan.Events)
        {
            await RunAsync(
                _event,
                id,
                change.TokenAddress,
                StoredText.Of(change.EventType),
                change.FromStatus is { } from ? StoredText.Of(from) : null,
                change.ToStatus is { } to ? StoredText.Of(to) : null,
                change.Reason,
                change.CreatedAt.UtcDateTime);
        }

        if (!plan.Input.IsEmpty)
        {
            await RunAsync(_input, id, plan.Input.ToArray(), row.CycleTimestamp.UtcDateTime);
        }

        await RunAsync(_pause, "nobody");
    }

    private async Task<object?> RunAsync(string sql, params object?[] values)
    {
        await using var command = database.CreateCommand(sql);
        foreach (var value in values)
        {
            command.Parameters.Add(new NpgsqlParameter { Value = value ?? DBNull.Value });
        }

        return await command.ExecuteScalarAsync();
    }
}
