using System.Globalization;
using System.Text;

namespace BirdeyeDiscovery.Benchmarks.Stores;

/// <summary>
/// The SQL that generates history: cycles two minutes apart that end at a fixed time, with fifty score rows each. The server generates all
/// of them.
/// </summary>
internal static class HistoryRows
{
    public const int TokensPerCycle = 50;

    private const string Address = "replace(rpad('Bench' || to_char(t + 111111, 'FM000000'), 43, 'x'), '0', 'z')";

    public static readonly DateTimeOffset End = new(2026, 6, 1, 0, 0, 0, TimeSpan.Zero);

    /// <summary>Generates fifty tracked tokens with a hundred trades each, opened and closed within the last fifty days.</summary>
    public const string Trades =
        $"""
        INSERT INTO tracked_tokens (symbol, address, category, strategy_type, discovered_at, trades_count, win_count, total_pnl_usd)
        SELECT 'TOK' || t, {Address}, (ARRAY['bluechip', 'midcap', 'emerging'])[1 + t % 3], 'momentum' || t % 2, '2026-05-20Z', 100, 40, t FROM generate_series(0, 49) t;
        INSERT INTO trade_closes (trade_id, token_address, token_category, strategy_type, pnl_usd, return_pct, opened_at, closed_at)
        SELECT 'trade' || t || '-' || n, {Address}, (ARRAY['bluechip', 'midcap', 'emerging'])[1 + t % 3], 'momentum' || t % 2, t - 25 + n % 7, n % 11 - 5,
            '2026-06-01Z'::timestamptz - n * interval '12 hours' - interval '1 hour', '2026-06-01Z'::timestamptz - n * interval '12 hours'
        FROM generate_series(0, 49) t, generate_series(1, 100) n;
        ANALYZE tracked_tokens, trade_closes;
        """;

    /// <summary>Generates cycles up to <see cref="End"/> with score rows. Foreign keys are not checked meanwhile.</summary>
    public static string Scores(int rows)
    {
        var cycles = rows / TokensPerCycle;
        var start = End.AddMinutes(-2 * cycles);
        var sql = new StringBuilder("SET session_replication_role = replica;");
        for (var month = new DateTimeOffset(start.Year, start.Month, 1, 0, 0, 0, TimeSpan.Zero); month < End; month = month.AddMonths(1))
        {
            sql.Append(CultureInfo.InvariantCulture, $"SELECT discovery_prepare_partitions('{month:O}', 0);");
        }

        sql.Append(
            CultureInfo.InvariantCulture,
            $"INSERT INTO discovery_snapshots (id, cycle_timestamp) SELECT i, '{start:O}'::timestamptz + i * interval '2 minutes' FROM generate_series(0, {cycles - 1}) i;");
        sql.Append(
            $"""
            INSERT INTO token_scores (token_address, symbol, snapshot_id, total_score, momentum_score, liquidity_score, volume_score, safety_score, flow_score, rank, slot_rank,
                coverage, price_change_24h, liquidity_usd, volume_24h_usd, action, action_reason, created_at)
            SELECT {Address}, 'TOK' || t, s.id, 40 + (s.id * 7 + t) % 60, 50, 60, 70, 80, 90, t + 1, t + 1, 1, 12.5, 1e6 + s.id, 2e6, 'keep', 'RANK_KEPT', s.cycle_timestamp
            FROM discovery_snapshots s CROSS JOIN generate_series(0, {TokensPerCycle - 1}) t ORDER BY s.id, t;
            RESET session_replication_role;
            ANALYZE token_scores, discovery_snapshots;
            """);
        return sql.ToString();
    }

    /// <summary>Adds to each cycle of <see cref="Scores"/> half as many rejections, and a block of 16 KB that does not compress.</summary>
    public static string RejectionsAndInputs { get; } =
        $"""
        SET session_replication_role = replica;
        INSERT INTO candidate_rejections (snapshot_id, token_address, symbol, stage, reason_code, value, threshold, created_at)
        SELECT s.id, {Address}, 'TOK' || t, 'trending', 'LIQ_MIN', 9123.45, 10000, s.cycle_timestamp
        FROM discovery_snapshots s CROSS JOIN generate_series({TokensPerCycle}, {TokensPerCycle * 3 / 2 - 1}) t ORDER BY s.id, t;
        INSERT INTO cycle_inputs (snapshot_id, block, created_at)
        SELECT id, (SELECT string_agg(decode(md5(id::text || g), 'hex'), '') FROM generate_series(1, 1024) g), cycle_timestamp FROM discovery_snapshots;
        RESET session_replication_role;
        ANALYZE candidate_rejections, cycle_inputs;
        """;
}
