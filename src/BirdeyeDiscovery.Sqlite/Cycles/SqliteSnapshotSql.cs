using Microsoft.Data.Sqlite;

namespace BirdeyeDiscovery;

/// <summary>The SQL of cycles and their inputs (<c>discovery_snapshots</c>, <c>cycle_inputs</c>).</summary>
internal static class SqliteSnapshotSql
{
    public const string FindId = "SELECT id FROM discovery_snapshots WHERE cycle_timestamp = ?1";

    // The last cycle is the one with the highest id, because ids are in the order of the commits. The highest time may come from a host
    // whose clock was wrong, so it is a column of its own.
    public const string LastCycle =
        """
        SELECT (SELECT cycle_timestamp FROM discovery_snapshots ORDER BY id DESC LIMIT 1),
            (SELECT max(cycle_timestamp) FROM discovery_snapshots),
            (SELECT count(*) FROM discovery_snapshots WHERE enrichment = 'staged' AND outcome <> 'failed' AND id > coalesce(
                (SELECT id FROM discovery_snapshots WHERE enrichment IS NOT 'staged' AND outcome <> 'failed' ORDER BY id DESC LIMIT 1), 0))
        """;

    public const string SelectNewest = Select + " ORDER BY id DESC LIMIT ?1";
    public const string SelectByTime = Select + " WHERE cycle_timestamp = ?1";
    public const string SelectAsOf = Select + " WHERE cycle_timestamp <= ?1 ORDER BY cycle_timestamp DESC LIMIT 1";
    public const string SelectAfter = Select + " WHERE id > ?1 ORDER BY id LIMIT ?2";
    public const string SelectRange = Select + " WHERE cycle_timestamp >= ?1 AND cycle_timestamp < ?2 ORDER BY cycle_timestamp LIMIT ?3";
    public const string SelectNewestOfEachHash =
        Select + " WHERE id IN (SELECT max(id) FROM discovery_snapshots GROUP BY options_hash) ORDER BY id DESC";

    public const string InsertInput = "INSERT INTO cycle_inputs (snapshot_id, block, created_at) VALUES (?1, ?2, ?3)";
    public const string SelectInput = "SELECT block FROM cycle_inputs WHERE snapshot_id = ?1";
    public const string SelectInputByTime =
        "SELECT block FROM cycle_inputs WHERE snapshot_id = (SELECT id FROM discovery_snapshots WHERE cycle_timestamp = ?1)";

    private const string Select = $"SELECT {SnapshotRow.Columns} FROM discovery_snapshots";

    private const string Insert =
        """
        INSERT INTO discovery_snapshots (
            cycle_timestamp, epoch, discovery_frequency_secs, trending_limit, min_liquidity_usd, min_volume_24h_usd, candidates_count,
            tokens_added, tokens_removed, scored_count, rejected_count, duration_ms, api_calls_made, compute_units, outcome, error, mode,
            score_version, options_hash, enrichment, staging_differences, budget, created_at)
        VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11, ?12, ?13, ?14, ?15, ?16, ?17, ?18, ?19, ?20, ?21, ?22,
            strftime('%Y-%m-%dT%H:%M:%fZ', 'now')) RETURNING id
        """;

    public static long Write(SqliteTransaction transaction, long epoch, SnapshotRecord snapshot)
    {
        using var insert = transaction.Query(
            Insert,
            SqliteValue.Time(snapshot.CycleTimestamp),
            epoch,
            snapshot.DiscoveryFrequencySecs,
            snapshot.TrendingLimit,
            SqliteValue.Real(snapshot.MinLiquidityUsd),
            SqliteValue.Real(snapshot.MinVolume24hUsd),
            snapshot.CandidatesCount,
            snapshot.TokensAdded,
            snapshot.TokensRemoved,
            snapshot.ScoredCount,
            snapshot.RejectedCount,
            snapshot.DurationMs,
            snapshot.ApiCallsMade,
            snapshot.ComputeUnits,
            StoredText.Of(snapshot.Outcome),
            SqliteValue.OrNull(snapshot.Error),
            StoredText.Of(snapshot.Mode),
            snapshot.ScoreVersion,
            snapshot.OptionsHash,
            StoredText.Of(snapshot.Enrichment),
            SqliteValue.OrNull(snapshot.StagingDifferences),
            SqliteValue.OrNull(snapshot.Budget?.ToJson()));
        return (long)insert.ExecuteScalar()!;
    }
}
