using Microsoft.Data.Sqlite;

namespace BirdeyeDiscovery;

/// <summary>The analytics in SQLite.</summary>
internal sealed class SqliteDiscoveryAnalytics(SqliteDatabase database) : IDiscoveryAnalytics
{
    public ValueTask<IReadOnlyList<StrategyComparison>> CompareStrategiesAsync(
        TokenCategory category, DateTimeOffset since, CancellationToken cancellationToken = default)
    {
        var word = StoredText.Of(category);
        var firstDay = new DateTimeOffset(since.UtcDateTime.Date, TimeSpan.Zero);
        return database.ReadAsync(
            "compare strategies",
            (connection, cancelled) => StrategyComparison.From(
                Rows(connection, SqlitePerformanceSql.SelectOfCategory, SqlitePerformanceSql.Map, cancelled, word, SqliteValue.Time(since)),
                Rows(connection, SqliteAnalyticsSql.Returns, row => (row.GetString(0), row.ReadReal(1)), cancelled, word, SqliteValue.Time(firstDay))),
            cancellationToken);
    }

    public ValueTask<IReadOnlyList<StrategyVersionComparison>> CompareVersionsAsync(
        TokenCategory category, DateTimeOffset since, CancellationToken cancellationToken = default) => database.ReadAsync(
        "compare versions of strategies",
        (connection, cancelled) => StrategyVersionComparison.From(
            Rows(connection, SqliteTradeVersionSql.SelectVersions, SqliteTradeVersionSql.MapVersion, cancelled),
            Rows(connection, SqliteTradeVersionSql.SelectTrades, SqliteTradeVersionSql.MapTrade, cancelled, StoredText.Of(category), SqliteValue.Time(since))),
        cancellationToken);

    public ValueTask<IReadOnlyList<TopPerformer>> GetTopPerformersAsync(TopPerformersQuery query, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(query);
        var since = SqliteValue.Time(query.Since(database.Clock));
        return database.ReadAsync<IReadOnlyList<TopPerformer>>(
            "read top performers",
            (connection, cancelled) => Rows(connection, SqliteAnalyticsSql.TopPerformers, MapTop, cancelled, query.MoreThanTrades, since, query.Limit),
            cancellationToken);
    }

    public ValueTask<IReadOnlyList<ScoreTierEffectiveness>> GetScoreEffectivenessAsync(CancellationToken cancellationToken = default) => database.ReadAsync(
        "read the effectiveness of scores",
        (connection, cancelled) => ScoreTierEffectiveness.From(
            Rows(
                connection,
                SqliteAnalyticsSql.Scored,
                row => ((ScoreTier)row.GetInt32(0), row.GetString(2), row.GetInt64(6), new TradeTotals(row.GetInt32(3), row.GetInt32(4), row.ReadReal(5))),
                cancelled),
            Rows(connection, SqliteAnalyticsSql.TradedByTier, row => ((ScoreTier)row.GetInt32(0), SqliteTradeSql.MapTotals(row, 2)), cancelled)),
        cancellationToken);

    public ValueTask<IReadOnlyList<CategoryPerformance>> GetPerformanceByCategoryAsync(CancellationToken cancellationToken = default) => database.ReadAsync(
        "read the performance by category",
        (connection, cancelled) => CategoryPerformance.From(
            Rows(connection, SqliteAnalyticsSql.ByCategory, row => (Category(row, 0), row.GetString(4), SqliteCounterSql.Map(row)), cancelled),
            Rows(connection, SqliteAnalyticsSql.TradedByCategory, row => (Category(row, 0), row.GetString(1), SqliteTradeSql.MapTotals(row, 3)), cancelled)),
        cancellationToken);

    public ValueTask<IReadOnlyList<StrategyPerformance>> GetDailyPerformanceAsync(
        string address, DateTimeOffset from, DateTimeOffset to, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(address);
        return database.ReadAsync<IReadOnlyList<StrategyPerformance>>(
            "read daily performance",
            (connection, cancelled) => Rows(connection, SqlitePerformanceSql.SelectOfToken, SqlitePerformanceSql.Map, cancelled, address, SqliteValue.Time(from), SqliteValue.Time(to)),
            cancellationToken);
    }

    private static TopPerformer MapTop(SqliteDataReader row)
    {
        var (all, since) = (SqliteCounterSql.Map(row), row.IsDBNull(7) ? default : SqliteTradeSql.MapTotals(row, 8));
        return new TopPerformer
        {
            Address = row.GetString(0),
            Symbol = row.GetString(4),
            Category = Category(row, 5),
            DiscoveredAt = row.ReadTime(6),
            TradesCount = all.TradesCount,
            WinCount = all.WinCount,
            TotalPnlUsd = all.PnlUsd,
            TradesSince = since.TradesCount,
            WinsSince = since.WinCount,
            PnlSinceUsd = since.PnlUsd,
        };
    }

    private static TokenCategory Category(SqliteDataReader row, int column) => StoredText.Parse<TokenCategory>(row.GetString(column));

    private static List<T> Rows<T>(
        SqliteConnection connection, string sql, Func<SqliteDataReader, T> map, CancellationToken cancellationToken, params ReadOnlySpan<object> values)
    {
        using var query = connection.Query(sql, values);
        return query.ReadAll(map, cancellationToken);
    }
}
