using Microsoft.Data.Sqlite;

namespace BirdeyeDiscovery;

/// <summary>Recomputes the daily rows of trades from the closes.</summary>
internal static class SqliteTradeDays
{
    /// <summary>
    /// Sets the category of the closed trades of an address in SQLite, and writes their daily rows, which include these trades from then
    /// on.
    /// </summary>
    /// <returns>The totals of these closes.</returns>
    public static TradeTotals Categorize(
        SqliteTransaction transaction, string address, TokenCategory category, string now, CancellationToken cancellationToken)
    {
        var closes = transaction.List(SqliteTradeSql.Categorize, TradeRow.Map, cancellationToken, address, StoredText.Of(category));
        foreach (var (strategy, day) in closes.Select(static close => (close.StrategyType, DayOf(close.ClosedAt))).Distinct())
        {
            Write(transaction, address, category, strategy, day, now, cancellationToken);
        }

        return closes.Aggregate(default(TradeTotals), static (sum, close) => sum.Add(close.PnlUsd));
    }

    // The row of trades for a day is computed from all closes of the day, not from the previous row. Nothing is added twice, so nothing can
    // drift.
    public static void Write(
        SqliteTransaction transaction,
        string address,
        TokenCategory category,
        string strategy,
        DateTimeOffset closedAt,
        string now,
        CancellationToken cancellationToken)
    {
        cancellationToken.ThrowIfCancellationRequested();
        var day = DayOf(closedAt);
        var closes = transaction.List(
            SqliteTradeSql.SelectDay,
            TradeRow.Map,
            cancellationToken,
            address,
            SqliteValue.Time(day),
            SqliteValue.Time(day.AddDays(1)),
            StoredText.Of(category),
            strategy);
        SqlitePerformanceSql.Write(transaction, StrategyPerformance.FromCloses(category, closes), now);
    }

    private static DateTimeOffset DayOf(DateTimeOffset time) => new(time.UtcDateTime.Date, TimeSpan.Zero);
}
