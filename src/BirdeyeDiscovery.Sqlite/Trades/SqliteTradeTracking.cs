using Microsoft.Data.Sqlite;

namespace BirdeyeDiscovery;

/// <summary>Counts the trades that tokens had before they were tracked, in the transaction that writes their rows.</summary>
internal static class SqliteTradeTracking
{
    /// <summary>Counts the trades that a new token had. A token without such trades costs one indexed look-up.</summary>
    public static void Count(SqliteTransaction transaction, TrackedToken token, string now, CancellationToken cancellationToken)
    {
        var totals = default(TradeTotals);
        foreach (var address in SqliteMigrationSql.Uncounted(transaction, token.Address, cancellationToken))
        {
            totals = totals.Add(SqliteTradeDays.Categorize(transaction, address, token.Category, now, cancellationToken));
        }

        if (totals.TradesCount > 0)
        {
            SqliteTradeSql.WriteCounters(transaction, token.Address, totals, now);
        }
    }

    /// <summary>Counts the trades that an address had before a token migrated to it.</summary>
    public static void Adopt(SqliteTransaction transaction, TrackedToken token, string now, CancellationToken cancellationToken)
    {
        if (SqliteTradeDays.Categorize(transaction, token.Address, token.Category, now, cancellationToken) is { TradesCount: > 0 } added)
        {
            var totals = new TradeTotals(token.TradesCount, token.WinCount, token.TotalPnlUsd);
            SqliteTradeSql.WriteCounters(transaction, token.Address, totals.Add(added), now);
        }
    }
}
