namespace BirdeyeDiscovery;

/// <summary>The SQL that finds for each trade the strategy version with which it was made.</summary>
internal static class SqliteTradeVersionSql
{
    /// <summary>
    /// The strategy version that was in force for the token <c>?2</c> of a trade at the time <c>?7</c>. It is null if that version is of
    /// another strategy than <c>?4</c>: the trade was then made with an earlier version, and it is not known with which.
    /// </summary>
    public const string InForce =
        $"""
        SELECT CASE WHEN s.new_strategy_type = ?4 THEN s.version END FROM strategy_config_versions s
        WHERE s.token_address IN ({SqliteMigrationSql.AddressesOfSecond}) AND s.changed_at <= ?7 ORDER BY s.version DESC LIMIT 1
        """;

    /// <summary>
    /// The strategy version that all trade closes of the token <c>?1</c>, category <c>?2</c>, strategy <c>?3</c> and day <c>?4</c> to
    /// <c>?5</c> share.
    /// </summary>
    public const string OfDay =
        """
        SELECT CASE WHEN count(*) = count(c.strategy_version) AND min(c.strategy_version) = max(c.strategy_version)
            THEN min(c.strategy_version) END
        FROM trade_closes c
        WHERE c.token_address = ?1 AND c.token_category = ?2 AND c.strategy_type = ?3 AND c.closed_at >= ?4 AND c.closed_at < ?5
        """;

    // The strategy version of a migrated token's trades may have two rows, one from each of two addresses. The rows are ordered by id,
    // because the reader keeps the last one.
    public const string SelectVersions =
        $"""
        {SqliteMigrationSql.Members}
        SELECT coalesce(m.token, v.token_address), v.version, v.new_config
        FROM strategy_config_versions v LEFT JOIN members m ON m.address = v.token_address ORDER BY v.id
        """;

    public const string SelectTrades =
        $"""
        {SqliteMigrationSql.Members}
        SELECT coalesce(m.token, c.token_address), c.strategy_type, c.strategy_version, c.pnl_usd, c.return_pct, c.opened_at
        FROM trade_closes c LEFT JOIN members m ON m.address = c.token_address WHERE c.token_category = ?1 AND c.closed_at >= ?2
        """;
}
