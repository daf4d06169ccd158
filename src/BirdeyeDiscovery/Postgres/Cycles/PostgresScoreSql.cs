namespace BirdeyeDiscovery;

/// <summary>The SQL of a cycle's scores (<c>token_scores</c>).</summary>
internal sealed class PostgresScoreSql : IPostgresSql<PostgresScoreSql>
{
    public PostgresScoreSql(string schema)
    {
        var table = $"{schema}.token_scores";
        var snapshots = $"{schema}.discovery_snapshots";
        var select = $"SELECT {ScoreRow.Columns} FROM {table}";

        // In the query for the scores of a cycle, the time of the cycle selects the partition.
        SelectBySnapshot =
            $"{select} WHERE snapshot_id = $1 AND created_at = (SELECT cycle_timestamp FROM {snapshots} WHERE id = $1) ORDER BY id";
        SelectOfCycles =
            $"""
            SELECT {ScoreRow.ColumnsOfCycle} FROM {table}
            WHERE snapshot_id = ANY ($1) AND created_at >= $2 AND created_at <= $3 ORDER BY created_at, id
            """;
        SelectHistory =
            $"{select} WHERE token_address = ANY ({PostgresMigrationSql.Addresses(schema)}) AND created_at >= $2 AND created_at < $3"
            + " ORDER BY created_at DESC, id DESC";

        // The index of token_scores finds the newest row of each address; the query returns the newest of these.
        SelectAsOf =
            $"""
            SELECT {ScoreRow.Columns} FROM unnest({PostgresMigrationSql.Addresses(schema)}) a (address)
            CROSS JOIN LATERAL (
                SELECT * FROM {table} WHERE token_address = a.address AND created_at <= $2 ORDER BY created_at DESC, id DESC LIMIT 1) s
            ORDER BY created_at DESC, id DESC LIMIT 1
            """;
        Peaks =
            $"""
            SELECT token_address, max(liquidity_usd)
            FROM ({Liquidity(snapshots, table)} UNION ALL {Liquidity(snapshots, $"{schema}.candidate_rejections")}) read
            GROUP BY token_address
            """;

        // In the query for warm-ups, the age counts the good cycles backwards: the newest has the age 1. LIMIT comes before row_number, so
        // that a year of cycles is not numbered to find the last few.
        WarmUps =
            $"""
            SELECT s.token_address, c.age
            FROM (
                SELECT id, cycle_timestamp, row_number() OVER (ORDER BY id DESC)::integer AS age
                FROM (
                    SELECT id, cycle_timestamp FROM {snapshots}
                    WHERE outcome IN ('complete', 'degraded') ORDER BY id DESC LIMIT $1) newest) c
            JOIN {table} s ON s.snapshot_id = c.id AND s.created_at = c.cycle_timestamp
            WHERE s.action = 'skip' AND (s.action_reason = $2 OR starts_with(s.action_reason, $2 || ':'))
            ORDER BY c.age
            """;
        Writer = new PostgresRowWriter<ScoreRecord>(
            table,
            returning: "",
            PostgresColumn<ScoreRecord>.Text("token_address", static score => score.TokenAddress),
            PostgresColumn<ScoreRecord>.Label("symbol", static score => score.Symbol),
            PostgresColumn<ScoreRecord>.Number("total_score", static score => score.TotalScore),
            PostgresColumn<ScoreRecord>.Number("momentum_score", static score => score.MomentumScore),
            PostgresColumn<ScoreRecord>.Number("liquidity_score", static score => score.LiquidityScore),
            PostgresColumn<ScoreRecord>.Number("volume_score", static score => score.VolumeScore),
            PostgresColumn<ScoreRecord>.Number("safety_score", static score => score.SafetyScore),
            PostgresColumn<ScoreRecord>.Number("flow_score", static score => score.FlowScore),
            PostgresColumn<ScoreRecord>.Whole("rank", static score => score.Rank),
            PostgresColumn<ScoreRecord>.Whole("slot_rank", static score => score.SlotRank),
            PostgresColumn<ScoreRecord>.Number("coverage", static score => score.Coverage),
            PostgresColumn<ScoreRecord>.Number("price_change_5m", static score => score.PriceChange5m),
            PostgresColumn<ScoreRecord>.Number("price_change_1h", static score => score.PriceChange1h),
            PostgresColumn<ScoreRecord>.Number("price_change_24h", static score => score.PriceChange24h),
            PostgresColumn<ScoreRecord>.Number("liquidity_usd", static score => score.LiquidityUsd),
            PostgresColumn<ScoreRecord>.Number("volume_24h_usd", static score => score.Volume24hUsd),
            PostgresColumn<ScoreRecord>.Number("buy_sell_imbalance", static score => score.BuySellImbalance),
            PostgresColumn<ScoreRecord>.Text("action", static score => StoredText.Of(score.Action)),
            PostgresColumn<ScoreRecord>.Label("action_reason", static score => score.ActionReason),
            PostgresColumn<ScoreRecord>.Real("price_usd", static score => score.PriceUsd));
    }

    public string SelectBySnapshot { get; }

    public string SelectOfCycles { get; }

    public string SelectHistory { get; }

    public string SelectAsOf { get; }

    public string Peaks { get; }

    public string WarmUps { get; }

    public PostgresRowWriter<ScoreRecord> Writer { get; }

    public static PostgresScoreSql Compose(string schema) => new(schema);

    // In the query for liquidity peaks of past cycles, the conditions on created_at select the partitions.
    private static string Liquidity(string snapshots, string table) =>
        $"""
        SELECT s.token_address, s.liquidity_usd
        FROM {snapshots} c JOIN {table} s ON s.snapshot_id = c.id AND s.created_at = c.cycle_timestamp
        WHERE c.cycle_timestamp > $1 AND c.cycle_timestamp <= $2 AND s.created_at > $1 AND s.created_at <= $2
            AND s.liquidity_usd IS NOT NULL
        """;
}
