namespace BirdeyeDiscovery;

/// <summary>The SQL of a cycle's shadow scores (<c>shadow_scores</c>).</summary>
internal sealed class PostgresShadowScoreSql : IPostgresSql<PostgresShadowScoreSql>
{
    public PostgresShadowScoreSql(string schema)
    {
        var table = $"{schema}.shadow_scores";
        SelectOfCycles =
            $"""
            SELECT {ShadowScoreRow.ColumnsOfCycle} FROM {table}
            WHERE snapshot_id = ANY ($1) AND created_at >= $2 AND created_at <= $3
            """;
        Writer = new PostgresRowWriter<ShadowScoreRecord>(
            table,
            returning: "",
            PostgresColumn<ShadowScoreRecord>.Text("token_address", static row => row.TokenAddress),
            PostgresColumn<ShadowScoreRecord>.Text("scorer", static row => row.Scorer),
            PostgresColumn<ShadowScoreRecord>.Label("scorer_version", static row => row.ScorerVersion),
            PostgresColumn<ShadowScoreRecord>.Label("options_hash", static row => row.OptionsHash),
            PostgresColumn<ShadowScoreRecord>.Number("total_score", static row => row.TotalScore),
            PostgresColumn<ShadowScoreRecord>.Number("momentum_score", static row => row.MomentumScore),
            PostgresColumn<ShadowScoreRecord>.Number("liquidity_score", static row => row.LiquidityScore),
            PostgresColumn<ShadowScoreRecord>.Number("volume_score", static row => row.VolumeScore),
            PostgresColumn<ShadowScoreRecord>.Number("safety_score", static row => row.SafetyScore),
            PostgresColumn<ShadowScoreRecord>.Number("flow_score", static row => row.FlowScore));
    }

    public string SelectOfCycles { get; }

    public PostgresRowWriter<ShadowScoreRecord> Writer { get; }

    public static PostgresShadowScoreSql Compose(string schema) => new(schema);
}
