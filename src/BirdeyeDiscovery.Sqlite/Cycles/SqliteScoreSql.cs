using Microsoft.Data.Sqlite;

namespace BirdeyeDiscovery;

/// <summary>The SQL of a cycle's scores (<c>token_scores</c>).</summary>
internal static class SqliteScoreSql
{
    public const string SelectBySnapshot = Select + " WHERE snapshot_id = ?1 ORDER BY id";
    public const string SelectOfCycles =
        $"""
        SELECT {ScoreRow.ColumnsOfCycle} FROM token_scores
        WHERE snapshot_id IN (SELECT id FROM discovery_snapshots WHERE cycle_timestamp >= ?1 AND cycle_timestamp <= ?2)
        ORDER BY created_at, id
        """;

    public const string SelectHistory =
        $"""
        {Select} WHERE token_address IN ({SqliteMigrationSql.Addresses}) AND created_at >= ?2 AND created_at < ?3
        ORDER BY created_at DESC, id DESC
        """;

    // The query for a token's score as of a time takes the newest row of each address by the index, and returns the newest of these.
    public const string SelectAsOf =
        $"""
        {Select} WHERE id IN (
            SELECT (
                SELECT id FROM token_scores WHERE token_address = a.address AND created_at <= ?2
                ORDER BY created_at DESC, id DESC LIMIT 1)
            FROM ({SqliteMigrationSql.Addresses}) a)
        ORDER BY created_at DESC, id DESC LIMIT 1
        """;

    public const string Peaks =
        """
        SELECT token_address, max(liquidity_usd)
        FROM (
            SELECT s.token_address, s.liquidity_usd FROM discovery_snapshots c JOIN token_scores s ON s.snapshot_id = c.id
            WHERE c.cycle_timestamp > ?1 AND c.cycle_timestamp <= ?2 AND s.liquidity_usd IS NOT NULL
            UNION ALL
            SELECT r.token_address, r.liquidity_usd FROM discovery_snapshots c JOIN candidate_rejections r ON r.snapshot_id = c.id
            WHERE c.cycle_timestamp > ?1 AND c.cycle_timestamp <= ?2 AND r.liquidity_usd IS NOT NULL)
        GROUP BY token_address
        """;

    // The query for warm-ups gives the newest good cycle the age 1. It limits the cycles before it numbers them, so that a year of cycles
    // is not numbered to find the last few.
    public const string WarmUps =
        """
        SELECT s.token_address, c.age
        FROM (
            SELECT id, row_number() OVER (ORDER BY id DESC) AS age
            FROM (SELECT id FROM discovery_snapshots WHERE outcome IN ('complete', 'degraded') ORDER BY id DESC LIMIT ?1)) c
        JOIN token_scores s ON s.snapshot_id = c.id
        WHERE s.action = 'skip' AND (s.action_reason = ?2 OR substr(s.action_reason, 1, length(?2) + 1) = ?2 || ':')
        ORDER BY c.age
        """;

    private const string Select = $"SELECT {ScoreRow.Columns} FROM token_scores";

    private const string Insert =
        $"""
        INSERT INTO token_scores ({ScoreRow.Columns}, snapshot_id)
        VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11, ?12, ?13, ?14, ?15, ?16, ?17, ?18, ?19, ?20, ?21, ?22)
        """;

    public static void Write(
        SqliteTransaction transaction, long snapshotId, string time, IReadOnlyList<ScoreRecord> scores, CancellationToken cancellationToken)
    {
        using var insert = transaction.Prepare(Insert, parameters: 22);
        foreach (var score in scores)
        {
            cancellationToken.ThrowIfCancellationRequested();
            insert.With(
                score.TokenAddress,
                score.Symbol,
                SqliteValue.Real(score.TotalScore),
                SqliteValue.Real(score.MomentumScore),
                SqliteValue.Real(score.LiquidityScore),
                SqliteValue.Real(score.VolumeScore),
                SqliteValue.Real(score.SafetyScore),
                SqliteValue.Real(score.FlowScore),
                SqliteValue.OrNull(score.Rank),
                SqliteValue.OrNull(score.SlotRank),
                SqliteValue.Real(score.Coverage),
                SqliteValue.Real(score.PriceChange5m),
                SqliteValue.Real(score.PriceChange1h),
                SqliteValue.Real(score.PriceChange24h),
                SqliteValue.Real(score.LiquidityUsd),
                SqliteValue.Real(score.Volume24hUsd),
                SqliteValue.Real(score.BuySellImbalance),
                StoredText.Of(score.Action),
                score.ActionReason,
                SqliteValue.OrNull(score.PriceUsd),
                time,
                snapshotId).ExecuteNonQuery();
        }
    }
}
