using Microsoft.Data.Sqlite;

namespace BirdeyeDiscovery;

/// <summary>The SQL of a cycle's shadow scores (<c>shadow_scores</c>).</summary>
internal static class SqliteShadowScoreSql
{
    public const string SelectOfCycles =
        $"""
        SELECT {ShadowScoreRow.ColumnsOfCycle} FROM shadow_scores
        WHERE snapshot_id IN (SELECT id FROM discovery_snapshots WHERE cycle_timestamp >= ?1 AND cycle_timestamp <= ?2)
        """;

    private const string Insert =
        $"""
        INSERT INTO shadow_scores ({ShadowScoreRow.ColumnsOfCycle}, created_at)
        VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11, ?12)
        """;

    public static void Write(
        SqliteTransaction transaction,
        long snapshotId,
        string time,
        IReadOnlyList<ShadowScoreRecord> shadows,
        CancellationToken cancellationToken)
    {
        if (shadows.Count == 0)
        {
            return;
        }

        using var insert = transaction.Prepare(Insert, parameters: 12);
        foreach (var shadow in shadows)
        {
            cancellationToken.ThrowIfCancellationRequested();
            insert.With(
                shadow.TokenAddress,
                shadow.Scorer,
                shadow.ScorerVersion,
                shadow.OptionsHash,
                SqliteValue.Real(shadow.TotalScore),
                SqliteValue.Real(shadow.MomentumScore),
                SqliteValue.Real(shadow.LiquidityScore),
                SqliteValue.Real(shadow.VolumeScore),
                SqliteValue.Real(shadow.SafetyScore),
                SqliteValue.Real(shadow.FlowScore),
                snapshotId,
                time).ExecuteNonQuery();
        }
    }
}
