using Microsoft.Data.Sqlite;

namespace BirdeyeDiscovery;

/// <summary>Recomputes all counters and daily rows of trades from the closes.</summary>
internal static class SqliteTradeRebuild
{
    public static void Run(SqliteTransaction transaction, string now, CancellationToken cancellationToken)
    {
        Categorize(transaction, now, cancellationToken);
        WriteDays(transaction, now, cancellationToken);
        var totals = transaction.List(
            SqliteTradeSql.SelectTotals,
            static row => (Address: row.Text(0), Totals: TradeRow.MapTotals(row, 1)),
            cancellationToken)
            .GroupBy(row => SqliteMigrationSql.Resolve(transaction, row.Address), static row => row.Totals, StringComparer.Ordinal)
            .ToDictionary(
                static token => token.Key,
                static token => token.Aggregate(static (sum, next) => sum.Add(next)).Held(),
                StringComparer.Ordinal);
        foreach (var (address, stored, _) in transaction.List(SqliteTradeSql.SelectTokens, TradeRow.MapCounters, cancellationToken))
        {
            if (totals.GetValueOrDefault(address) is var right && right != stored)
            {
                SqliteTradeSql.WriteCounters(transaction, address, right, now);
            }
        }
    }

    // If another program inserted a token, the closes of that token may have no category yet, so they are not counted. They get the token's
    // category here.
    private static void Categorize(SqliteTransaction transaction, string now, CancellationToken cancellationToken)
    {
        foreach (var address in transaction.List(SqliteTradeSql.SelectUncategorizedAddresses, static row => row.Text(0), cancellationToken))
        {
            var token = SqliteTradeSql.ReadCounters(transaction, SqliteMigrationSql.Resolve(transaction, address), cancellationToken);
            if (token is { } tracked)
            {
                SqliteTradeDays.Categorize(transaction, address, tracked.Category, now, cancellationToken);
            }
        }
    }

    private static void WriteDays(SqliteTransaction transaction, string now, CancellationToken cancellationToken)
    {
        transaction.Execute(SqlitePerformanceSql.DeleteAll);
        var days = transaction.List(
            SqliteTradeSql.SelectDays,
            static row => (row.Text(0), row.Word<TokenCategory>(1), row.Text(2), row.Time(3)),
            cancellationToken);
        foreach (var (address, category, strategy, closedAt) in days)
        {
            SqliteTradeDays.Write(transaction, address, category, strategy, closedAt, now, cancellationToken);
        }
    }
}
