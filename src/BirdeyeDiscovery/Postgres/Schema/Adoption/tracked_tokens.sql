-- Times in whole milliseconds, as the library compares them; figures without trailing zeros. The version of the strategy begins now: what a token traded with
-- before is not known.
INSERT INTO tracked_tokens (
    id, symbol, address, name, category, fdv_usd, liquidity_usd, discovered_at, discovery_score, discovery_rank, status, status_reason, strategy_type, strategy_config,
    activated_at, deactivated_at, last_scored_at, trades_count, win_count, total_pnl_usd, created_at, updated_at, strategy_version, strategy_by_hand{extra})
SELECT id, symbol, address, name, category, trim_scale(fdv_usd), trim_scale(liquidity_usd), date_trunc('milliseconds', discovered_at), trim_scale(discovery_score), discovery_rank,
    status, status_reason, strategy_type, strategy_config, date_trunc('milliseconds', activated_at), date_trunc('milliseconds', deactivated_at),
    date_trunc('milliseconds', last_scored_at), coalesce(trades_count, 0), coalesce(win_count, 0), trim_scale(coalesce(total_pnl_usd, 0)), date_trunc('milliseconds', created_at),
    date_trunc('milliseconds', updated_at), 1, strategy_config IS NOT NULL{extra}
FROM before_tracked_tokens ORDER BY id;

INSERT INTO strategy_config_versions (token_address, version, new_strategy_type, new_config, is_by_hand, changed_by, reason, changed_at)
SELECT address, 1, strategy_type, strategy_config, strategy_config IS NOT NULL, 'adoption', 'STRATEGY_SET: taken over from the tables of the first design', date_trunc('milliseconds', now())
FROM before_tracked_tokens ORDER BY id;

SELECT setval(pg_get_serial_sequence('{schema}.tracked_tokens', 'id'), max(id)) FROM tracked_tokens HAVING max(id) > 0;
DROP TABLE before_tracked_tokens;
