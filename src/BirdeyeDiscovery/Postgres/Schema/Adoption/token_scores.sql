-- Scores without a snapshot get one of their own time, which failed: it counts neither as a cycle with a result nor in any streak.
INSERT INTO discovery_snapshots (cycle_timestamp, outcome, error, mode)
SELECT DISTINCT date_trunc('milliseconds', s.created_at), 'failed', 'made for scores that had no snapshot', 'Record'
FROM before_token_scores s WHERE NOT EXISTS (SELECT FROM discovery_snapshots d WHERE d.id = s.snapshot_id)
ON CONFLICT (cycle_timestamp) DO NOTHING;

-- A row has the time of its cycle; of two scores of one token in one cycle the later one stays.
INSERT INTO token_scores (
    id, token_address, symbol, snapshot_id, total_score, momentum_score, liquidity_score, volume_score, safety_score, flow_score, rank, price_change_5m, price_change_1h,
    price_change_24h, liquidity_usd, volume_24h_usd, buy_sell_imbalance, action, action_reason, created_at{extra})
SELECT DISTINCT ON (cycle_id, token_address) id, token_address, coalesce((SELECT t.symbol FROM tracked_tokens t WHERE t.address = s.token_address), ''), cycle_id,
    trim_scale(total_score), trim_scale(momentum_score), trim_scale(liquidity_score), trim_scale(volume_score), trim_scale(safety_score), trim_scale(flow_score), rank,
    trim_scale(price_change_5m), trim_scale(price_change_1h), trim_scale(price_change_24h), trim_scale(liquidity_usd), trim_scale(volume_24h_usd), trim_scale(buy_sell_imbalance),
    coalesce(action, 'skip'), coalesce(action_reason, ''), cycle_time{extra}
FROM (
    SELECT d.id AS cycle_id, d.cycle_timestamp AS cycle_time, o.* FROM before_token_scores o JOIN discovery_snapshots d ON d.id = o.snapshot_id
    UNION ALL
    SELECT d.id, d.cycle_timestamp, o.* FROM before_token_scores o JOIN discovery_snapshots d ON d.cycle_timestamp = date_trunc('milliseconds', o.created_at)
    WHERE NOT EXISTS (SELECT FROM discovery_snapshots k WHERE k.id = o.snapshot_id)) s
ORDER BY cycle_id, token_address, id DESC;

SELECT setval(pg_get_serial_sequence('{schema}.token_scores', 'id'), max(id)) FROM token_scores HAVING max(id) > 0;
DROP TABLE before_token_scores;
