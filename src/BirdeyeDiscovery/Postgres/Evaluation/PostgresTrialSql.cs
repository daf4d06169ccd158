namespace BirdeyeDiscovery;

/// <summary>The SQL of the variants that <c>tune</c> evaluated (<c>evaluation_trials</c>).</summary>
internal sealed class PostgresTrialSql(string schema) : IPostgresSql<PostgresTrialSql>
{
    public string Insert { get; } =
        $"""
        INSERT INTO {schema}.evaluation_trials ({TrialRow.InsertColumns})
        VALUES ($1, $2, $3, $4, $5, $6, $7::jsonb, $8, $9, $10, $11, $12, $13, $14, $15, $16, $17, $18, $19, $20, $21, $22)
        ON CONFLICT (engine, chain, objective, variant_hash, fitted_from, fitted_to, held_out_from, held_out_to) DO NOTHING
        """;

    public string Count { get; } = $"SELECT count(*) FROM {schema}.evaluation_trials WHERE engine = $1 AND chain = $2";

    public string Select { get; } =
        $"""
        SELECT {TrialRow.Columns} FROM {schema}.evaluation_trials
        WHERE engine = $1 AND chain = $2 AND id > $3 ORDER BY id LIMIT $4
        """;

    public static PostgresTrialSql Compose(string schema) => new(schema);
}
