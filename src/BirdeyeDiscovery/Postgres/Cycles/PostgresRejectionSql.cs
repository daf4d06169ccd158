namespace BirdeyeDiscovery;

/// <summary>The SQL of a cycle's rejections (<c>candidate_rejections</c>).</summary>
internal sealed class PostgresRejectionSql : IPostgresSql<PostgresRejectionSql>
{
    public PostgresRejectionSql(string schema)
    {
        var table = $"{schema}.candidate_rejections";
        var select = $"SELECT {RejectionRow.Columns} FROM {table}";
        SelectBySnapshot =
            $"{select} WHERE snapshot_id = $1 "
            + $"AND created_at = (SELECT cycle_timestamp FROM {schema}.discovery_snapshots WHERE id = $1) ORDER BY id";
        SelectOfCycles =
            $"""
            SELECT {RejectionRow.ColumnsOfCycle} FROM {table}
            WHERE snapshot_id = ANY ($1) AND created_at >= $2 AND created_at <= $3 ORDER BY created_at, id
            """;
        SelectHistory =
            $"{select} WHERE token_address = ANY ({PostgresMigrationSql.Addresses(schema)}) AND created_at >= $2 AND created_at < $3 "
            + "ORDER BY created_at DESC, id DESC";
        Writer = new PostgresRowWriter<RejectionRecord>(
            table,
            returning: "",
            PostgresColumn<RejectionRecord>.Text("token_address", static row => row.TokenAddress),
            PostgresColumn<RejectionRecord>.Label("symbol", static row => row.Symbol),
            PostgresColumn<RejectionRecord>.Text("stage", static row => StoredText.Of(row.Stage)),
            PostgresColumn<RejectionRecord>.Text("reason_code", static row => row.ReasonCode),
            PostgresColumn<RejectionRecord>.Number("value", static row => row.Value),
            PostgresColumn<RejectionRecord>.Number("threshold", static row => row.Threshold),
            PostgresColumn<RejectionRecord>.Number("liquidity_usd", static row => row.LiquidityUsd),
            PostgresColumn<RejectionRecord>.Whole("best_slot_rank", static row => row.BestSlotRank),
            PostgresColumn<RejectionRecord>.Real("price_usd", static row => row.PriceUsd));
    }

    public string SelectBySnapshot { get; }

    public string SelectOfCycles { get; }

    public string SelectHistory { get; }

    public PostgresRowWriter<RejectionRecord> Writer { get; }

    public static PostgresRejectionSql Compose(string schema) => new(schema);
}
