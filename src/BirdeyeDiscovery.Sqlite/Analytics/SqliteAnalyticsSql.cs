namespace BirdeyeDiscovery;

/// <summary>
/// The SQLite queries of the analytics. SQL groups and the library divides, so that every store returns the same figures.
/// </summary>
internal static class SqliteAnalyticsSql
{
    // In the analytics of returns, ?2 is the start of the UTC day in which the period begins. A daily row is chosen by the end of its day,
    // so the trades are those of the same days as the daily rows.
    public const string Returns =
        "SELECT strategy_type, return_pct FROM trade_closes WHERE token_category = ?1 AND closed_at >= ?2 AND return_pct IS NOT NULL";

    public const string TopPerformers =
        $"""
        WITH RECURSIVE top AS (
            SELECT id, address, symbol, category, discovered_at, trades_count, win_count, total_pnl_usd
            FROM tracked_tokens WHERE trades_count > ?1 AND discovered_at > ?2
            ORDER BY total_pnl_usd DESC, id LIMIT ?3),
        family (root, address) AS (
            SELECT address, address FROM top
            UNION SELECT f.root, m.old_address FROM family f JOIN token_migrations m ON m.new_address = f.address),
        since AS (
            SELECT f.root, {SqliteTradeSql.Totals}
            FROM family f JOIN trade_closes c ON c.token_address = f.address AND c.closed_at > ?2 GROUP BY f.root)
        SELECT t.address, t.trades_count, t.win_count, t.total_pnl_usd, t.category, t.symbol, t.discovered_at, s.*
        FROM top t LEFT JOIN since s ON s.root = t.address ORDER BY t.total_pnl_usd DESC, t.id
        """;

    public const string Scored =
        $"""
        SELECT {Tier}, t.symbol, t.trades_count, t.win_count, t.total_pnl_usd, count(*)
        FROM token_scores s JOIN tracked_tokens t ON t.address = s.token_address
        WHERE t.trades_count > 0 GROUP BY 1, s.token_address
        """;

    // In the analytics, a token that migrated counts as one token: its trades and scores are those of all its addresses.
    public const string TradedByTier =
        $"""
        {SqliteMigrationSql.Members}
        SELECT {Tier}, s.token, {SqliteTradeSql.Totals}
        FROM (
            SELECT coalesce(m.token, c.token_address) AS token, c.pnl_usd, CASE WHEN m.token IS NULL THEN (
                SELECT s.total_score FROM token_scores s
                WHERE s.token_address = c.token_address AND s.created_at <= c.opened_at ORDER BY s.created_at DESC LIMIT 1)
            ELSE (
                SELECT s.total_score FROM token_scores s
                WHERE s.token_address IN (SELECT f.address FROM members f WHERE f.token = m.token) AND s.created_at <= c.opened_at
                ORDER BY s.created_at DESC LIMIT 1)
            END AS total_score
            FROM trade_closes c LEFT JOIN members m ON m.address = c.token_address) s
        GROUP BY 1, 2
        """;

    public const string ByCategory = $"SELECT {TradeRow.Counters}, strategy_type FROM tracked_tokens WHERE trades_count > 0";

    public const string TradedByCategory =
        $"""
        {SqliteMigrationSql.Members}
        SELECT c.token_category, c.strategy_type, coalesce(m.token, c.token_address), {SqliteTradeSql.Totals}
        FROM trade_closes c LEFT JOIN members m ON m.address = c.token_address WHERE c.token_category IS NOT NULL GROUP BY 1, 2, 3
        """;

    private const string Tier =
        "CASE WHEN s.total_score >= 80 THEN 1 WHEN s.total_score >= 60 THEN 2 WHEN s.total_score IS NOT NULL THEN 3 ELSE 4 END";
}
