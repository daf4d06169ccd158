using System.Globalization;
using System.Text;
using BirdeyeDiscovery.Benchmarks.Stores;

namespace BirdeyeDiscovery.Benchmarks.Ledger;

/// <summary>
/// The SQL that generates a ledger for reports: cycles two minutes apart with fifty scores and twenty-five rejections each, whose tokens
/// come and go, with prices. The first ten tokens stay.
/// </summary>
internal static class ReportRows
{
    private const string Address = "replace(rpad('Bench' || to_char(n.token + 111111, 'FM000000'), 43, 'x'), '0', 'z')";

    public static string Of(int scores)
    {
        var cycles = scores / HistoryRows.TokensPerCycle;
        var start = HistoryRows.End.AddMinutes(-2 * cycles);
        var sql = new StringBuilder("SET session_replication_role = replica;");
        for (var month = new DateTimeOffset(start.Year, start.Month, 1, 0, 0, 0, TimeSpan.Zero); month <= HistoryRows.End; month = month.AddMonths(1))
        {
            sql.Append(CultureInfo.InvariantCulture, $"SELECT discovery_prepare_partitions('{month:O}', 0);");
        }

        sql.Append(
            CultureInfo.InvariantCulture,
            $"""
            INSERT INTO discovery_snapshots (id, cycle_timestamp, duration_ms, api_calls_made, compute_units, tokens_added, tokens_removed, score_version, options_hash)
            SELECT i, '{start:O}'::timestamptz + i * interval '2 minutes', 900 + i % 400, 20 + i % 9, 700 + i % 211, (i % 30 = 0)::int, (i % 30 = 7)::int, '1', 'bench'
            FROM generate_series(0, {cycles - 1}) i;
            """);
        sql.Append(
            $"""
            INSERT INTO token_scores (token_address, symbol, snapshot_id, total_score, momentum_score, liquidity_score, volume_score, safety_score, flow_score, rank, slot_rank,
                coverage, price_change_5m, price_change_1h, price_change_24h, liquidity_usd, volume_24h_usd, buy_sell_imbalance, action, action_reason, price_usd, created_at)
            SELECT {Address}, 'TOK' || t, s.id, 40 + (s.id * 7 + t * 11) % 600 / 10.0, 50 + t % 9, 60, 70, 80, 90, t + 1, t + 1, 1, .5, 1.5, 12.5, 1e6 + s.id, 2e6, .1,
                CASE WHEN t < 10 THEN 'keep' ELSE 'skip' END, CASE WHEN t < 10 THEN 'RANK_KEPT' ELSE 'RANK_OUT' END, exp(sin(s.id / 300.0 + t)), s.cycle_timestamp
            FROM discovery_snapshots s CROSS JOIN generate_series(0, {HistoryRows.TokensPerCycle - 1}) t
            CROSS JOIN LATERAL (SELECT CASE WHEN t < 10 THEN t ELSE t + 50 * ((s.id + 5 * t) / 240) END AS token) n
            ORDER BY s.id, t;
            INSERT INTO candidate_rejections (snapshot_id, token_address, symbol, stage, reason_code, value, threshold, liquidity_usd, price_usd, created_at)
            SELECT s.id, {Address}, 'REJ' || t, (ARRAY['trending', 'security', 'market', 'data'])[1 + t % 4], (ARRAY['LIQ_MIN', 'AUTH_MINT', 'AGE_MIN', 'OUTRANKED'])[1 + t % 4],
                9123.45, 10000, 9123.45, 1.5, s.cycle_timestamp
            FROM discovery_snapshots s CROSS JOIN generate_series(0, {HistoryRows.TokensPerCycle / 2 - 1}) t
            CROSS JOIN LATERAL (SELECT 900000 - t AS token) n
            ORDER BY s.id, t;
            RESET session_replication_role;
            SELECT setval(pg_get_serial_sequence('discovery_snapshots', 'id'), (SELECT max(id) FROM discovery_snapshots));
            ANALYZE token_scores, candidate_rejections, discovery_snapshots;
            """);
        return sql.ToString();
    }
}
