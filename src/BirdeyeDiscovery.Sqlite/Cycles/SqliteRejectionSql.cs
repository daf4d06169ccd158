using Microsoft.Data.Sqlite;

namespace BirdeyeDiscovery;

/// <summary>The SQL of a cycle's rejections (<c>candidate_rejections</c>).</summary>
internal static class SqliteRejectionSql
{
    public const string SelectBySnapshot = Select + " WHERE snapshot_id = ?1 ORDER BY id";
    public const string SelectOfCycles =
        $"""
        SELECT {RejectionRow.ColumnsOfCycle} FROM candidate_rejections
        WHERE snapshot_id IN (SELECT id FROM discovery_snapshots WHERE cycle_timestamp >= ?1 AND cycle_timestamp <= ?2)
        ORDER BY created_at, id
        """;

    public const string SelectHistory =
        Select
        + $" WHERE token_address IN ({SqliteMigrationSql.Addresses}) AND created_at >= ?2 AND created_at < ?3"
        + " ORDER BY created_at DESC, id DESC";

    private const string Select = $"SELECT {RejectionRow.Columns} FROM candidate_rejections";

    private const string Insert =
        """
        INSERT INTO candidate_rejections (
            snapshot_id, token_address, symbol, stage, reason_code, value, threshold, liquidity_usd, best_slot_rank, price_usd, created_at)
        VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11)
        """;

    public static void Write(
        SqliteTransaction transaction,
        long snapshotId,
        string time,
        IReadOnlyList<RejectionRecord> rejections,
        CancellationToken cancellationToken)
    {
        using var insert = transaction.Prepare(Insert, parameters: 11);
        foreach (var rejection in rejections)
        {
            cancellationToken.ThrowIfCancellationRequested();
            insert.With(
                snapshotId,
                rejection.TokenAddress,
                rejection.Symbol,
                StoredText.Of(rejection.Stage),
                rejection.ReasonCode,
                SqliteValue.Real(rejection.Value),
                SqliteValue.Real(rejection.Threshold),
                SqliteValue.Real(rejection.LiquidityUsd),
                SqliteValue.OrNull(rejection.BestSlotRank),
                SqliteValue.OrNull(rejection.PriceUsd),
                time).ExecuteNonQuery();
        }
    }
}
