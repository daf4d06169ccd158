-- The time of a cycle is its identity: of two snapshots in one millisecond, the later one moves to the next free one.
INSERT INTO discovery_snapshots (
    id, cycle_timestamp, discovery_frequency_secs, trending_limit, min_liquidity_usd, min_volume_24h_usd, candidates_count, tokens_added, tokens_removed, duration_ms,
    api_calls_made, created_at{extra})
SELECT id, max(at - n * interval '1 millisecond') OVER (ORDER BY n) + n * interval '1 millisecond', coalesce(discovery_frequency_secs, 0), coalesce(trending_limit, 0),
    trim_scale(coalesce(min_liquidity_usd, 0)), trim_scale(coalesce(min_volume_24h_usd, 0)), coalesce(candidates_count, 0), coalesce(tokens_added, 0), coalesce(tokens_removed, 0),
    coalesce(duration_ms, 0), coalesce(api_calls_made, 0), created_at{extra}
FROM (
    SELECT *, date_trunc('milliseconds', cycle_timestamp) AS at, row_number() OVER (ORDER BY date_trunc('milliseconds', cycle_timestamp), id) AS n
    FROM before_discovery_snapshots) s
ORDER BY n;

SELECT setval(pg_get_serial_sequence('{schema}.discovery_snapshots', 'id'), max(id)) FROM discovery_snapshots HAVING max(id) > 0;
