using Microsoft.Data.Sqlite;

namespace BirdeyeDiscovery;

/// <summary>What happens to closes, counters and daily rows inside a write transaction.</summary>
internal static class SqliteTradeBook
{
    public static TradeCloseResult Record(SqliteConnection connection, TradeClose close, string now, CancellationToken cancellationToken)
    {
        var address = SqliteMigrationSql.Resolve(connection, close.TokenAddress);
        var tracked = SqliteCounterSql.Read(connection, address);
        if (!SqliteTradeSql.TryWrite(connection, close, tracked?.Category, now))
        {
            using var find = connection.Query(SqliteTradeSql.SelectById, close.TradeId);
            var stored = find.ReadAll(SqliteTradeSql.Map, cancellationToken)[0];
            return new TradeCloseResult(stored == close ? TradeCloseStatus.AlreadyRecorded : TradeCloseStatus.Conflict, stored);
        }

        if (tracked is { } token)
        {
            SqliteCounterSql.Write(connection, address, token.Totals.Count(close), now);
            WriteDay(connection, close.TokenAddress, token.Category, close.StrategyType, close.ClosedAt, now, cancellationToken);
        }

        return new TradeCloseResult(TradeCloseStatus.Recorded, close);
    }

    /// <summary>Counts the trades that a token had before it was tracked. A token without such trades costs one indexed look-up.</summary>
    public static void StartTracking(SqliteConnection connection, TrackedToken token, string now, CancellationToken cancellationToken)
    {
        var totals = default(TradeTotals);
        foreach (var address in SqliteMigrationSql.Uncounted(connection, token.Address, cancellationToken))
        {
            totals = totals.Add(Categorize(connection, address, token.Category, now, cancellationToken));
        }

        if (totals.TradesCount > 0)
        {
            SqliteCounterSql.Write(connection, token.Address, totals, now);
        }
    }

    /// <summary>Counts the trades that an address had before a token moved to it.</summary>
    public static void Adopt(SqliteConnection connection, string address, TokenCategory category, TradeTotals totals, string now, CancellationToken cancellationToken)
    {
        if (Categorize(connection, address, category, now, cancellationToken) is { TradesCount: > 0 } added)
        {
            SqliteCounterSql.Write(connection, address, totals.Add(added), now);
        }
    }

    public static void Rebuild(SqliteConnection connection, string now, CancellationToken cancellationToken)
    {
        CategorizeAll(connection, now, cancellationToken);
        RebuildDays(connection, now, cancellationToken);
        using var closes = connection.Query(SqliteTradeSql.SelectTotals);
        var totals = closes.ReadAll(row => (Address: row.GetString(0), Totals: SqliteTradeSql.MapTotals(row, 1)), cancellationToken)
            .GroupBy(row => SqliteMigrationSql.Resolve(connection, row.Address), row => row.Totals, StringComparer.Ordinal)
            .ToDictionary(token => token.Key, token => token.Aggregate(static (sum, next) => sum.Add(next)).Held(), StringComparer.Ordinal);
        using var counters = connection.Query(SqliteCounterSql.SelectAll);
        foreach (var (address, stored) in counters.ReadAll(row => (row.GetString(0), SqliteCounterSql.Map(row)), cancellationToken))
        {
            if (totals.GetValueOrDefault(address) is var right && right != stored)
            {
                SqliteCounterSql.Write(connection, address, right, now);
            }
        }
    }

    // Rows of tokens that other programs inserted: their closes were never given a category.
    private static void CategorizeAll(SqliteConnection connection, string now, CancellationToken cancellationToken)
    {
        using var addresses = connection.Query(SqliteTradeSql.SelectUncategorizedAddresses);
        foreach (var address in addresses.ReadAll(row => row.GetString(0), cancellationToken))
        {
            if (SqliteCounterSql.Read(connection, SqliteMigrationSql.Resolve(connection, address)) is { } tracked)
            {
                Categorize(connection, address, tracked.Category, now, cancellationToken);
            }
        }
    }

    private static void RebuildDays(SqliteConnection connection, string now, CancellationToken cancellationToken)
    {
        using var delete = connection.Query(SqlitePerformanceSql.DeleteAll);
        delete.ExecuteNonQuery();
        using var days = connection.Query(SqliteTradeSql.SelectDays);
        var keys = days.ReadAll(row => (row.GetString(0), StoredText.Parse<TokenCategory>(row.GetString(1)), row.GetString(2), row.ReadTime(3)), cancellationToken);
        foreach (var (address, category, strategy, closedAt) in keys)
        {
            WriteDay(connection, address, category, strategy, closedAt, now, cancellationToken);
        }
    }

    private static TradeTotals Categorize(SqliteConnection connection, string address, TokenCategory category, string now, CancellationToken cancellationToken)
    {
        using var update = connection.Query(SqliteTradeSql.Categorize, address, StoredText.Of(category));
        var closes = update.ReadAll(SqliteTradeSql.Map, cancellationToken);
        foreach (var (strategy, day) in closes.Select(static close => (close.StrategyType, DayOf(close.ClosedAt))).Distinct())
        {
            WriteDay(connection, address, category, strategy, day, now, cancellationToken);
        }

        return closes.Aggregate(default(TradeTotals), static (sum, close) => sum.Add(close.PnlUsd));
    }

    // From all closes of the day and not from the row: nothing is added up twice, so nothing can drift.
    private static void WriteDay(
        SqliteConnection connection, string address, TokenCategory category, string strategy, DateTimeOffset closedAt, string now, CancellationToken cancellationToken)
    {
        cancellationToken.ThrowIfCancellationRequested();
        var day = DayOf(closedAt);
        using var select = connection.Query(
            SqliteTradeSql.SelectDay, address, SqliteValue.Time(day), SqliteValue.Time(day.AddDays(1)), StoredText.Of(category), strategy);
        SqlitePerformanceSql.Write(connection, StrategyPerformance.FromCloses(category, select.ReadAll(SqliteTradeSql.Map, cancellationToken)), now);
    }

    private static DateTimeOffset DayOf(DateTimeOffset time) => new(time.UtcDateTime.Date, TimeSpan.Zero);
}
