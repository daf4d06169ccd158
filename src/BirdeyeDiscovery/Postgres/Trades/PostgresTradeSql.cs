namespace BirdeyeDiscovery;

/// <summary>
/// The SQL of the closed trades (<c>trade_closes</c>), of the counters computed from them, and of the locks that order their writers.
/// </summary>
/// <remarks>
/// Every writer of a token's trades locks its address until the commit, even if the token has no row yet. A cycle that starts to track a
/// token and a trade that finds it untracked therefore never miss each other. Locks are taken in one order: rebuild, addresses, lease,
/// rows. They end with the transaction, so that they work behind a pooler.
/// </remarks>
internal sealed class PostgresTradeSql : IPostgresSql<PostgresTradeSql>
{
    public const string Totals = "count(*), count(*) FILTER (WHERE pnl_usd > 0), coalesce(sum(pnl_usd), 0)";

    public PostgresTradeSql(string schema)
    {
        var (closes, tokens, migrations) = ($"{schema}.trade_closes", $"{schema}.tracked_tokens", $"{schema}.token_migrations");

        // The advisory locks of trades belong to the database, not to the schema. The name of the schema is part of the key, so that
        // engines in one database do not block each other.
        var seed = $"hashtextextended('birdeye_discovery.trades:{schema.Replace("'", "''", StringComparison.Ordinal)}', 0)";
        var select = $"SELECT {TradeRow.Columns} FROM {closes}";

        // In the query for a trade's token, a circular chain of migrations has no last address. The query then falls back to the address
        // that was given.
        var resolved =
            $"""
            coalesce(({PostgresMigrationSql.Last(schema)}), $1::text)
            """;
        LockAgainstRebuild = $"SELECT pg_advisory_xact_lock_shared({seed})";
        LockForRebuild = $"SELECT pg_advisory_xact_lock({seed})";
        LockToken = $"SELECT pg_advisory_xact_lock(hashtextextended(address, {seed})), address FROM (SELECT {resolved} AS address) t";
        LockTokens =
            $"SELECT pg_advisory_xact_lock(key) FROM (SELECT DISTINCT hashtextextended(address, {seed}) AS key "
            + "FROM unnest($1::text[]) a (address) ORDER BY key) t";
        Resolve = $"SELECT {resolved}";
        SelectById = select + " WHERE trade_id = $1";
        SelectSpan =
            $"{select} WHERE token_address = ANY ({PostgresMigrationSql.Addresses(schema)}) AND closed_at >= $2 AND closed_at < $3 "
            + "ORDER BY closed_at, trade_id COLLATE \"C\"";
        SelectDay = select + " WHERE token_address = $1 AND closed_at >= $2 AND closed_at < $3 AND strategy_type = $4";
        SelectCounted =
            select + " WHERE token_address = $1 AND token_category IS NOT NULL ORDER BY token_category, strategy_type, closed_at";
        SelectCountedAddresses = $"SELECT DISTINCT token_address FROM {closes} WHERE token_category IS NOT NULL";
        SelectUncountedAddresses = $"SELECT DISTINCT token_address FROM {closes} WHERE token_category IS NULL";
        SelectUncounted =
            $"""
            WITH RECURSIVE family (token, address) AS (
                SELECT address, address FROM unnest($1::text[]) a (address)
                UNION SELECT f.token, m.old_address FROM family f JOIN {migrations} m ON m.new_address = f.address)
            SELECT token, address FROM family f
            WHERE EXISTS (SELECT 1 FROM {closes} c WHERE c.token_address = f.address AND c.token_category IS NULL)
            """;
        SelectMigrations = $"SELECT old_address, new_address FROM {migrations}";
        SelectToken = $"SELECT {TradeRow.Counters} FROM {tokens} WHERE address = {resolved}";
        SelectTokens = $"SELECT {TradeRow.Counters} FROM {tokens}";
        Insert =
            $"""
            INSERT INTO {closes} (
                trade_id, token_address, token_category, strategy_type, pnl_usd, return_pct, opened_at, closed_at, recorded_at,
                strategy_version)
            VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, ({PostgresTradeVersionSql.InForce(schema)})) ON CONFLICT (trade_id) DO NOTHING
            """;
        Categorize =
            $"""
            UPDATE {closes} c SET token_category = v.category FROM unnest($1::text[], $2::text[]) v (address, category)
            WHERE c.token_address = v.address AND c.token_category IS NULL
            """;

        // When closes of trades get a category, the condition on $3 leaves out an address that belongs to another token by now: it migrated
        // there, or its chain of migrations is circular.
        CategorizeOfToken =
            $"UPDATE {closes} SET token_category = $2 WHERE token_address = $1 AND token_category IS NULL AND $3 = {resolved}";

        // Writing the trade counters of a token does not raise its revision. Cycles do not write counters, so a cycle that is planned
        // already need not be planned again.
        AddToCounters =
            $"UPDATE {tokens} SET trades_count = trades_count + 1, win_count = win_count + $2, total_pnl_usd = total_pnl_usd + $3, "
            + "updated_at = $4 WHERE address = $1";
        SetCounters =
            $"""
            UPDATE {tokens} t SET trades_count = v.trades, win_count = v.wins, total_pnl_usd = v.pnl, updated_at = $5
            FROM unnest($1::text[], $2::integer[], $3::integer[], $4::numeric[]) v (address, trades, wins, pnl) WHERE t.address = v.address
            """;
    }

    public string LockAgainstRebuild { get; }

    public string LockForRebuild { get; }

    /// <summary>
    /// Gets the statement that locks for a trade the address at the end of a migration chain. Its second column is that address as it was
    /// before the wait.
    /// </summary>
    public string LockToken { get; }

    public string LockTokens { get; }

    public string Resolve { get; }

    public string SelectById { get; }

    public string SelectSpan { get; }

    public string SelectDay { get; }

    public string SelectCounted { get; }

    public string SelectCountedAddresses { get; }

    public string SelectUncountedAddresses { get; }

    public string SelectUncounted { get; }

    public string SelectMigrations { get; }

    public string SelectToken { get; }

    public string SelectTokens { get; }

    public string Insert { get; }

    public string Categorize { get; }

    public string CategorizeOfToken { get; }

    public string AddToCounters { get; }

    public string SetCounters { get; }

    public static PostgresTradeSql Compose(string schema) => new(schema);
}
