namespace BirdeyeDiscovery;

/// <summary>The columns of the four tables of the first design, which identify these tables in a schema.</summary>
internal static class PostgresFirstDesign
{
    public static IReadOnlyDictionary<string, string[]> Columns { get; } = new Dictionary<string, string[]>(StringComparer.Ordinal)
    {
        ["tracked_tokens"] =
        [
            "id", "symbol", "address", "name", "category", "fdv_usd", "liquidity_usd", "discovered_at", "discovery_score",
            "discovery_rank", "status", "status_reason", "strategy_type", "strategy_config", "activated_at", "deactivated_at",
            "last_scored_at", "trades_count", "win_count", "total_pnl_usd", "created_at", "updated_at",
        ],
        ["discovery_snapshots"] =
        [
            "id", "cycle_timestamp", "discovery_frequency_secs", "trending_limit", "min_liquidity_usd", "min_volume_24h_usd",
            "candidates_count", "tokens_added", "tokens_removed", "duration_ms", "api_calls_made", "created_at",
        ],
        ["token_scores"] =
        [
            "id", "token_address", "snapshot_id", "total_score", "momentum_score", "liquidity_score", "volume_score",
            "safety_score", "flow_score", "rank", "price_change_5m", "price_change_1h", "price_change_24h", "liquidity_usd",
            "volume_24h_usd", "buy_sell_imbalance", "action", "action_reason", "created_at",
        ],
        ["strategy_performance"] =
        [
            "id", "token_address", "token_category", "strategy_type", "window_start", "window_end", "trades_count", "win_count",
            "loss_count", "win_rate", "avg_gain_pct", "avg_loss_pct", "max_gain_pct", "max_loss_pct", "total_pnl_usd",
            "sharpe_ratio", "max_drawdown_pct", "created_at",
        ],
    };
}
