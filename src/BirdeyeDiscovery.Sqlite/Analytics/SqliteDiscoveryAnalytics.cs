namespace BirdeyeDiscovery;

/// <summary>Implements the analytics in SQLite. Where one answer needs two queries, both read the same snapshot of the database.</summary>
internal sealed class SqliteDiscoveryAnalytics(SqliteDatabase database) : IDiscoveryAnalytics
{
    public ValueTask<IReadOnlyList<StrategyComparison>> CompareStrategiesAsync(
        TokenCategory category, DateTimeOffset since, CancellationToken cancellationToken = default)
    {
        var word = StoredText.Of(category);
        var firstDay = new DateTimeOffset(since.UtcDateTime.Date, TimeSpan.Zero);
        return database.ReadAsync(
            "compare strategies",
            (transaction, cancelled) => StrategyComparison.From(
                transaction.List(SqlitePerformanceSql.SelectOfCategory, PerformanceRow.Map, cancelled, word, SqliteValue.Time(since)),
                transaction.List(SqliteAnalyticsSql.Returns, AnalyticsRow.MapReturn, cancelled, word, SqliteValue.Time(firstDay))),
            cancellationToken);
    }

    public ValueTask<IReadOnlyList<StrategyVersionComparison>> CompareVersionsAsync(
        TokenCategory category, DateTimeOffset since, CancellationToken cancellationToken = default) => database.ReadAsync(
        "compare versions of strategies",
        (transaction, cancelled) => StrategyVersionComparison.From(
            transaction.List(SqliteTradeVersionSql.SelectVersions, TradeVersionRow.MapVersion, cancelled),
            transaction.List(
                SqliteTradeVersionSql.SelectTrades,
                TradeVersionRow.MapTrade,
                cancelled,
                StoredText.Of(category),
                SqliteValue.Time(since))),
        cancellationToken);

    public ValueTask<IReadOnlyList<TopPerformer>> GetTopPerformersAsync(
        TopPerformersQuery query,
        CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(query);
        var since = SqliteValue.Time(query.Since(database.Clock));
        return database.ListAsync(
            "read top performers",
            SqliteAnalyticsSql.TopPerformers,
            AnalyticsRow.MapTopPerformer,
            cancellationToken,
            query.MoreThanTrades,
            since,
            query.Limit);
    }

    public ValueTask<IReadOnlyList<ScoreTierEffectiveness>> GetScoreEffectivenessAsync(
        CancellationToken cancellationToken = default) => database.ReadAsync(
        "read the effectiveness of scores",
        (transaction, cancelled) => ScoreTierEffectiveness.From(
            transaction.List(SqliteAnalyticsSql.Scored, AnalyticsRow.MapScored, cancelled),
            transaction.List(SqliteAnalyticsSql.TradedByTier, AnalyticsRow.MapTradedByTier, cancelled)),
        cancellationToken);

    public ValueTask<IReadOnlyList<CategoryPerformance>> GetPerformanceByCategoryAsync(
        CancellationToken cancellationToken = default) => database.ReadAsync(
        "read the performance by category",
        (transaction, cancelled) => CategoryPerformance.From(
            transaction.List(SqliteAnalyticsSql.ByCategory, AnalyticsRow.MapByCategory, cancelled),
            transaction.List(SqliteAnalyticsSql.TradedByCategory, AnalyticsRow.MapTradedByCategory, cancelled)),
        cancellationToken);

    public ValueTask<IReadOnlyList<StrategyPerformance>> GetDailyPerformanceAsync(
        string address, DateTimeOffset from, DateTimeOffset to, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(address);
        return database.ListAsync(
            "read daily performance",
            SqlitePerformanceSql.SelectOfToken,
            PerformanceRow.Map,
            cancellationToken,
            address,
            SqliteValue.Time(from),
            SqliteValue.Time(to));
    }
}
