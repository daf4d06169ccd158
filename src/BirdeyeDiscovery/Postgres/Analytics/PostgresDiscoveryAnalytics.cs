using System.Data;
using Npgsql;

namespace BirdeyeDiscovery;

/// <summary>
/// Implements the analytics in PostgreSQL. Where one answer needs two queries, both read the same snapshot of the database.
/// </summary>
internal sealed class PostgresDiscoveryAnalytics(PostgresDatabase database) : IDiscoveryAnalytics
{
    private readonly PostgresAnalyticsSql _sql = database.Sql<PostgresAnalyticsSql>();

    public async ValueTask<IReadOnlyList<StrategyComparison>> CompareStrategiesAsync(
        TokenCategory category, DateTimeOffset since, CancellationToken cancellationToken = default)
    {
        var word = StoredText.Of(category);
        var (days, returns) = await ReadAsync(
            "compare strategies",
            PostgresDatabase.Command(database.Sql<PostgresPerformanceSql>().SelectOfCategory, word, PostgresValue.Time(since)),
            PerformanceRow.Map,
            PostgresDatabase.Command(_sql.Returns, word, PostgresValue.Time(DailyRollup.DayOf(since))),
            AnalyticsRow.MapReturn,
            cancellationToken).ConfigureAwait(false);
        return StrategyComparison.From(days, returns);
    }

    public async ValueTask<IReadOnlyList<StrategyVersionComparison>> CompareVersionsAsync(
        TokenCategory category, DateTimeOffset since, CancellationToken cancellationToken = default)
    {
        var (versions, trades) = await ReadAsync(
            "compare versions of strategies",
            PostgresDatabase.Command(database.Sql<PostgresTradeVersionSql>().SelectVersions),
            TradeVersionRow.MapVersion,
            PostgresDatabase.Command(
                database.Sql<PostgresTradeVersionSql>().SelectTrades,
                StoredText.Of(category),
                PostgresValue.Time(since)),
            TradeVersionRow.MapTrade,
            cancellationToken).ConfigureAwait(false);
        return StrategyVersionComparison.From(versions, trades);
    }

    public ValueTask<IReadOnlyList<TopPerformer>> GetTopPerformersAsync(
        TopPerformersQuery query,
        CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(query);
        var since = PostgresValue.Time(query.Since(database.Clock));
        return database.ListAsync(
            "read top performers",
            _sql.TopPerformers,
            AnalyticsRow.MapTopPerformer,
            cancellationToken,
            query.MoreThanTrades,
            since,
            query.Limit);
    }

    public async ValueTask<IReadOnlyList<ScoreTierEffectiveness>> GetScoreEffectivenessAsync(CancellationToken cancellationToken = default)
    {
        var (scored, traded) = await ReadAsync(
            "read the effectiveness of scores",
            PostgresDatabase.Command(_sql.Scored),
            AnalyticsRow.MapScored,
            PostgresDatabase.Command(_sql.TradedByTier),
            AnalyticsRow.MapTradedByTier,
            cancellationToken).ConfigureAwait(false);
        return ScoreTierEffectiveness.From(scored, traded);
    }

    public async ValueTask<IReadOnlyList<CategoryPerformance>> GetPerformanceByCategoryAsync(CancellationToken cancellationToken = default)
    {
        var (tokens, traded) = await ReadAsync(
            "read the performance by category",
            PostgresDatabase.Command(_sql.ByCategory),
            AnalyticsRow.MapByCategory,
            PostgresDatabase.Command(_sql.TradedByCategory),
            AnalyticsRow.MapTradedByCategory,
            cancellationToken).ConfigureAwait(false);
        return CategoryPerformance.From(tokens, traded);
    }

    public ValueTask<IReadOnlyList<StrategyPerformance>> GetDailyPerformanceAsync(
        string address, DateTimeOffset from, DateTimeOffset to, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(address);
        return StorableText.CanStore(address)
            ? database.ListAsync(
                "read daily performance",
                database.Sql<PostgresPerformanceSql>().SelectOfToken,
                PerformanceRow.Map,
                cancellationToken,
                address,
                PostgresValue.Time(from),
                PostgresValue.Time(to))
            : new([]);
    }

    private ValueTask<(List<TFirst> First, List<TSecond> Second)> ReadAsync<TFirst, TSecond>(
        string purpose,
        NpgsqlBatchCommand first,
        Func<StoredRow, TFirst> mapFirst,
        NpgsqlBatchCommand second,
        Func<StoredRow, TSecond> mapSecond,
        CancellationToken cancellationToken) => database.RunAsync(
        purpose,
        async (connection, cancelled) =>
        {
            var transaction = await connection.BeginTransactionAsync(IsolationLevel.RepeatableRead, cancelled).ConfigureAwait(false);
            await using var ending = transaction.ConfigureAwait(false);
            var batch = database.Batch(connection, transaction, isFirst: true);
            await using var disposing = batch.ConfigureAwait(false);
            batch.BatchCommands.Add(first);
            batch.BatchCommands.Add(second);
            var reader = await batch.ExecuteReaderAsync(cancelled).ConfigureAwait(false);
            await using var closing = reader.ConfigureAwait(false);
            await reader.NextResultAsync(cancelled).ConfigureAwait(false);
            var rows = await reader.ReadResultAsync(mapFirst, cancelled).ConfigureAwait(false);
            return (rows, await reader.ReadResultAsync(mapSecond, cancelled).ConfigureAwait(false));
        },
        cancellationToken);
}
