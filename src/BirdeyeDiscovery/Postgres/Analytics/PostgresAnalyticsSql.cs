namespace BirdeyeDiscovery;

/// <summary>
/// The PostgreSQL queries of the analytics. SQL groups and the library divides, so that every store returns the same figures.
/// </summary>
internal sealed class PostgresAnalyticsSql(string schema) : IPostgresSql<PostgresAnalyticsSql>
{
    private const string Tier =
        "CASE WHEN s.total_score >= 80 THEN 1 WHEN s.total_score >= 60 THEN 2 WHEN s.total_score IS NOT NULL THEN 3 ELSE 4 END";

    // The returns of the analytics must cover the same whole days as the daily figures that end after the given time. $2 is therefore the
    // start of the day that contains that time.
    public string Returns { get; } =
        $"SELECT strategy_type, return_pct FROM {schema}.trade_closes"
        + " WHERE token_category = $1 AND closed_at >= $2 AND return_pct IS NOT NULL";

    public string TopPerformers { get; } =
        $"""
        WITH RECURSIVE top AS (
            SELECT id, address, symbol, category, discovered_at, trades_count, win_count, total_pnl_usd
            FROM {schema}.tracked_tokens WHERE trades_count > $1 AND discovered_at > $2
            ORDER BY total_pnl_usd DESC, id LIMIT $3),
        family (root, address) AS (
            SELECT address, address FROM top UNION
            SELECT f.root, m.old_address FROM family f JOIN {schema}.token_migrations m ON m.new_address = f.address),
        since AS (
            SELECT f.root, {PostgresTradeSql.Totals}
            FROM family f JOIN {schema}.trade_closes c ON c.token_address = f.address AND c.closed_at > $2 GROUP BY f.root)
        SELECT t.address, t.trades_count, t.win_count, t.total_pnl_usd, t.category, t.symbol, t.discovered_at, s.*
        FROM top t LEFT JOIN since s ON s.root = t.address ORDER BY t.total_pnl_usd DESC, t.id
        """;

    public string Scored { get; } =
        $"""
        SELECT s.tier, t.symbol, t.trades_count, t.win_count, t.total_pnl_usd, s.score_rows
        FROM (
            SELECT {Tier} AS tier, s.token_address, count(*) AS score_rows FROM {schema}.token_scores s
            WHERE s.token_address IN (SELECT address FROM {schema}.tracked_tokens WHERE trades_count > 0) GROUP BY 1, 2) s
        JOIN {schema}.tracked_tokens t ON t.address = s.token_address
        """;

    // In the analytics, a token that migrated counts as one token: its trades and scores are those of all its addresses.
    public string TradedByTier { get; } =
        $"""
        {PostgresMigrationSql.Members(schema)}
        SELECT {Tier}, coalesce(m.token, c.token_address), {PostgresTradeSql.Totals}
        FROM {schema}.trade_closes c LEFT JOIN members m ON m.address = c.token_address LEFT JOIN LATERAL (
            SELECT newest.total_score
            FROM (SELECT c.token_address AS address UNION ALL
                SELECT f.address FROM members f WHERE f.token = m.token AND f.address <> c.token_address) a
            CROSS JOIN LATERAL (
                SELECT total_score, created_at FROM {schema}.token_scores
                WHERE token_address = a.address AND created_at <= c.opened_at ORDER BY created_at DESC LIMIT 1) newest
            ORDER BY newest.created_at DESC LIMIT 1) s ON true
        GROUP BY 1, 2
        """;

    public string ByCategory { get; } =
        $"SELECT {TradeRow.Counters}, strategy_type FROM {schema}.tracked_tokens WHERE trades_count > 0";

    public string TradedByCategory { get; } =
        $"""
        {PostgresMigrationSql.Members(schema)}
        SELECT c.token_category, c.strategy_type, coalesce(m.token, c.token_address), {PostgresTradeSql.Totals}
        FROM {schema}.trade_closes c LEFT JOIN members m ON m.address = c.token_address WHERE c.token_category IS NOT NULL GROUP BY 1, 2, 3
        """;

    public static PostgresAnalyticsSql Compose(string schema) => new(schema);
}
