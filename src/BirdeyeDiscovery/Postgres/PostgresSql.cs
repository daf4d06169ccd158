namespace BirdeyeDiscovery;

/// <summary>All SQL of the store, composed once with the quoted schema.</summary>
internal sealed class PostgresSql(string schema)
{
    /// <summary>Gets the schema's name in quotes.</summary>
    public string Schema { get; } = schema;

    public PostgresTokenSql Tokens { get; } = new(schema);

    public PostgresSnapshotSql Snapshots { get; } = new(schema);

    public PostgresScoreSql Scores { get; } = new(schema);

    public PostgresRejectionSql Rejections { get; } = new(schema);

    public PostgresEventSql Events { get; } = new(schema);

    public PostgresStrategySql Strategies { get; } = new(schema);

    public PostgresTradeSql Trades { get; } = new(schema);

    public PostgresPerformanceSql Performance { get; } = new(schema);

    public PostgresAnalyticsSql Analytics { get; } = new(schema);

    public PostgresMigrationSql Migrations { get; } = new(schema);

    public PostgresOperatorSql Operators { get; } = new(schema);

    public PostgresLeaseSql Lease { get; init; } = new(schema);

    public static string Quote(string identifier) => $"\"{identifier.Replace("\"", "\"\"", StringComparison.Ordinal)}\"";
}
