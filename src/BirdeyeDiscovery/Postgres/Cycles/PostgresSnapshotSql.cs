using Npgsql;

namespace BirdeyeDiscovery;

/// <summary>The SQL of cycles and their inputs (<c>discovery_snapshots</c>, <c>cycle_inputs</c>).</summary>
internal sealed class PostgresSnapshotSql : IPostgresSql<PostgresSnapshotSql>
{
    private readonly string _insert;
    private readonly string _insertInput;

    public PostgresSnapshotSql(string schema)
    {
        var table = $"{schema}.discovery_snapshots";
        FindId = $"SELECT id FROM {table} WHERE cycle_timestamp = $1";

        // The last cycle is the one with the highest id, because ids follow the order of the commits. The time of a cycle may come from a
        // host whose clock was wrong.
        LastCycle =
            $"""
            SELECT (SELECT cycle_timestamp FROM {table} ORDER BY id DESC LIMIT 1), (SELECT max(cycle_timestamp) FROM {table}),
                (SELECT count(*)::integer FROM {table} WHERE enrichment = 'staged' AND outcome <> 'failed' AND id > coalesce(
                    (SELECT id FROM {table} WHERE enrichment IS DISTINCT FROM 'staged' AND outcome <> 'failed'
                    ORDER BY id DESC LIMIT 1), 0))
            """;
        var select = $"SELECT {SnapshotRow.Columns} FROM {table}";
        SelectNewest = select + " ORDER BY id DESC LIMIT $1";
        SelectByTime = select + " WHERE cycle_timestamp = $1";
        SelectAsOf = select + " WHERE cycle_timestamp <= $1 ORDER BY cycle_timestamp DESC LIMIT 1";
        SelectAfter = select + " WHERE id > $1 ORDER BY id LIMIT $2";
        SelectRange = select + " WHERE cycle_timestamp >= $1 AND cycle_timestamp < $2 ORDER BY cycle_timestamp LIMIT $3";
        SelectNewestOfEachHash = select + $" WHERE id IN (SELECT max(id) FROM {table} GROUP BY options_hash) ORDER BY id DESC";
        SelectInput = $"SELECT block FROM {schema}.cycle_inputs WHERE snapshot_id = $1 "
            + $"AND created_at = (SELECT cycle_timestamp FROM {table} WHERE id = $1)";
        SelectInputByTime = $"SELECT block FROM {schema}.cycle_inputs WHERE created_at = $1 "
            + $"AND snapshot_id = (SELECT id FROM {table} WHERE cycle_timestamp = $1)";
        _insert =
            $"""
            INSERT INTO {table} (
                cycle_timestamp, epoch, discovery_frequency_secs, trending_limit, min_liquidity_usd, min_volume_24h_usd, candidates_count,
                tokens_added, tokens_removed, scored_count, rejected_count, duration_ms, api_calls_made, compute_units, outcome, error,
                mode, score_version, options_hash, enrichment, staging_differences, budget, created_at)
            VALUES (
                $1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15, $16, $17, $18, $19, $20, $21, $22::text::jsonb,
                clock_timestamp())
            ON CONFLICT (cycle_timestamp) DO NOTHING RETURNING id
            """;
        _insertInput = $"INSERT INTO {schema}.cycle_inputs (snapshot_id, block, created_at) VALUES ($1, $2, $3)";
    }

    public string FindId { get; }

    public string LastCycle { get; }

    public string SelectNewest { get; }

    public string SelectByTime { get; }

    public string SelectAsOf { get; }

    public string SelectAfter { get; }

    public string SelectRange { get; }

    public string SelectNewestOfEachHash { get; }

    public string SelectInput { get; }

    public string SelectInputByTime { get; }

    /// <summary>
    /// Gets the statement that writes the snapshot of a cycle and returns its id, or no row when a snapshot of that time is already stored.
    /// </summary>
    public NpgsqlBatchCommand Insert(long epoch, SnapshotRecord snapshot) => PostgresDatabase.Command(
        _insert,
        PostgresValue.Time(snapshot.CycleTimestamp),
        epoch,
        snapshot.DiscoveryFrequencySecs,
        snapshot.TrendingLimit,
        snapshot.MinLiquidityUsd,
        snapshot.MinVolume24hUsd,
        snapshot.CandidatesCount,
        snapshot.TokensAdded,
        snapshot.TokensRemoved,
        snapshot.ScoredCount,
        snapshot.RejectedCount,
        snapshot.DurationMs,
        snapshot.ApiCallsMade,
        snapshot.ComputeUnits,
        StoredText.Of(snapshot.Outcome),
        StorableText.Label(snapshot.Error),
        StoredText.Of(snapshot.Mode),
        snapshot.ScoreVersion,
        snapshot.OptionsHash,
        StoredText.Of(snapshot.Enrichment),
        snapshot.StagingDifferences,
        snapshot.Budget?.ToJson());

    public NpgsqlBatchCommand InsertInput(long snapshotId, ReadOnlyMemory<byte> block, DateTime time) =>
        PostgresDatabase.Command(_insertInput, snapshotId, block, time);

    public static PostgresSnapshotSql Compose(string schema) => new(schema);
}
