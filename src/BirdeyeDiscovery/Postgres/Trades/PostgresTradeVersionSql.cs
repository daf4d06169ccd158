namespace BirdeyeDiscovery;

/// <summary>The SQL that finds for each trade the strategy version with which it was made.</summary>
internal sealed class PostgresTradeVersionSql : IPostgresSql<PostgresTradeVersionSql>
{
    public PostgresTradeVersionSql(string schema)
    {
        // When trades are matched with strategy versions, a migrated token may have two rows for one version, one from each of two
        // addresses. The rows are ordered by id, because the reader keeps the last one.
        SelectVersions =
            $"""
            {PostgresMigrationSql.Members(schema)}
            SELECT coalesce(m.token, v.token_address), v.version, v.new_config::text
            FROM {schema}.strategy_config_versions v LEFT JOIN members m ON m.address = v.token_address ORDER BY v.id
            """;
        SelectTrades =
            $"""
            {PostgresMigrationSql.Members(schema)}
            SELECT coalesce(m.token, c.token_address), c.strategy_type, c.strategy_version, c.pnl_usd, c.return_pct, c.opened_at
            FROM {schema}.trade_closes c LEFT JOIN members m ON m.address = c.token_address
            WHERE c.token_category = $1 AND c.closed_at >= $2
            """;
    }

    public string SelectVersions { get; }

    public string SelectTrades { get; }

    /// <summary>
    /// Gets the strategy version that was in force when a trade was opened: of the token <c>$2</c> at the time <c>$7</c>. It is null if the
    /// trade is of another strategy than <c>$4</c>: the bot continued with an earlier version, which is not known.
    /// </summary>
    public static string InForce(string schema) =>
        $"""
        SELECT CASE WHEN s.new_strategy_type = $4 THEN s.version END FROM {schema}.strategy_config_versions s
        WHERE s.token_address = ANY ({PostgresMigrationSql.Addresses(schema, "$2::text")}) AND s.changed_at <= $7
        ORDER BY s.version DESC LIMIT 1
        """;

    /// <summary>Gets the strategy version that all trade closes of a daily row <c>v</c> share.</summary>
    public static string OfDay(string schema) =>
        $"""
        SELECT CASE WHEN count(*) = count(c.strategy_version) AND min(c.strategy_version) = max(c.strategy_version)
            THEN min(c.strategy_version) END
        FROM {schema}.trade_closes c
        WHERE c.token_address = v.token_address AND c.closed_at >= v.window_start AND c.closed_at < v.window_end
            AND c.token_category = v.token_category AND c.strategy_type = v.strategy_type
        """;

    public static PostgresTradeVersionSql Compose(string schema) => new(schema);
}
