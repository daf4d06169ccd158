using Microsoft.Data.Sqlite;

namespace BirdeyeDiscovery;

/// <summary>The SQL of the trade counters in <c>tracked_tokens</c>. The revision stays: no cycle writes counters, so no plan is out of date for them.</summary>
internal static class SqliteCounterSql
{
    public const string SelectAll = "SELECT address, trades_count, win_count, total_pnl_usd FROM tracked_tokens";
    private const string SelectOne = "SELECT category, trades_count, win_count, total_pnl_usd FROM tracked_tokens WHERE address = ?1";
    private const string Update = "UPDATE tracked_tokens SET trades_count = ?2, win_count = ?3, total_pnl_usd = ?4, updated_at = ?5 WHERE address = ?1";

    public static (TokenCategory Category, TradeTotals Totals)? Read(SqliteConnection connection, string address)
    {
        using var query = connection.Query(SelectOne, address);
        using var row = query.ExecuteReader();
        return row.Read() ? (StoredText.Parse<TokenCategory>(row.GetString(0)), Map(row)) : null;
    }

    public static void Write(SqliteConnection connection, string address, TradeTotals totals, string now)
    {
        using var update = connection.Query(Update, address, totals.TradesCount, totals.WinCount, SqliteValue.Real(totals.Held().PnlUsd), now);
        update.ExecuteNonQuery();
    }

    public static TradeTotals Map(SqliteDataReader row) => new(row.GetInt32(1), row.GetInt32(2), row.ReadReal(3));
}
