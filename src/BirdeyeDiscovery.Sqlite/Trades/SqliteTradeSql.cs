using Microsoft.Data.Sqlite;

namespace BirdeyeDiscovery;

/// <summary>The SQL of the closed trades (<c>trade_closes</c>) and of the counters computed from them.</summary>
internal static class SqliteTradeSql
{
    public const string SelectById = Select + " WHERE trade_id = ?1";
    public const string SelectSpan =
        Select
        + $" WHERE token_address IN ({SqliteMigrationSql.Addresses}) AND closed_at >= ?2 AND closed_at < ?3"
        + " ORDER BY closed_at, trade_id";

    public const string SelectDay =
        Select
        + " WHERE token_address = ?1 AND closed_at >= ?2 AND closed_at < ?3 AND token_category = ?4 AND strategy_type = ?5"
        + " ORDER BY closed_at, trade_id";

    public const string SelectDays =
        "SELECT token_address, token_category, strategy_type, min(closed_at) FROM trade_closes"
        + " WHERE token_category IS NOT NULL GROUP BY 1, 2, 3, substr(closed_at, 1, 10)";
    public const string SelectTotals =
        $"SELECT token_address, {Totals} FROM trade_closes WHERE token_category IS NOT NULL GROUP BY token_address";

    // Profits of trades are summed in whole cents, because a sum of doubles accumulates rounding errors. SqliteValue.MoneySum converts the
    // sum to dollars.
    public const string Totals = "count(*), coalesce(sum(pnl_usd > 0), 0), coalesce(sum(CAST(round(pnl_usd * 100) AS INTEGER)), 0)";

    public const string SelectUncategorizedAddresses = "SELECT DISTINCT token_address FROM trade_closes WHERE token_category IS NULL";

    // A closed trade without a category is not counted yet. The statement returns the trades to which it gives one, and the caller counts
    // them.
    public const string Categorize =
        $"""
        UPDATE trade_closes SET token_category = ?2 WHERE token_address = ?1 AND token_category IS NULL
        RETURNING {TradeRow.Columns}
        """;

    public const string SelectTokens = $"SELECT {TradeRow.Counters} FROM tracked_tokens";
    private const string SelectToken = SelectTokens + " WHERE address = ?1";
    private const string SetCounters =
        "UPDATE tracked_tokens SET trades_count = ?2, win_count = ?3, total_pnl_usd = ?4, updated_at = ?5 WHERE address = ?1";
    private const string Select = $"SELECT {TradeRow.Columns} FROM trade_closes";

    private const string Insert =
        $"""
        INSERT INTO trade_closes (
            trade_id, token_address, token_category, strategy_type, pnl_usd, return_pct, opened_at, closed_at, recorded_at,
            strategy_version)
        VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ({SqliteTradeVersionSql.InForce})) ON CONFLICT (trade_id) DO NOTHING
        """;

    /// <summary>Inserts a closed trade into <c>trade_closes</c>. Returns false when its id is already stored.</summary>
    public static bool TryWrite(SqliteTransaction transaction, TradeClose close, TokenCategory? category, string now)
    {
        using var insert = transaction.Query(
            Insert,
            close.TradeId,
            close.TokenAddress,
            SqliteValue.OrNull(category is { } known ? StoredText.Of(known) : null),
            close.StrategyType,
            SqliteValue.Real(close.PnlUsd),
            SqliteValue.Real(close.ReturnPct),
            SqliteValue.Time(close.OpenedAt),
            SqliteValue.Time(close.ClosedAt),
            now);
        return insert.ExecuteNonQuery() == 1;
    }

    public static (string Address, TradeTotals Totals, TokenCategory Category)? ReadCounters(
        SqliteTransaction transaction, string address, CancellationToken cancellationToken) =>
        transaction.List(SelectToken, TradeRow.MapCounters, cancellationToken, address) is [var token] ? token : null;

    // Writing the trade counters of a token does not change its revision: cycles do not write counters, so a changed counter makes no plan
    // out of date.
    public static void WriteCounters(SqliteTransaction transaction, string address, TradeTotals totals, string now) =>
        transaction.Execute(SetCounters, address, totals.TradesCount, totals.WinCount, SqliteValue.Real(totals.Held().PnlUsd), now);
}
