namespace BirdeyeDiscovery.Analytics;

/// <summary>What the stored trades, scores and tokens say together. Every method throws <see cref="DiscoveryStoreException"/> when the store does not answer.</summary>
/// <remarks>
/// Each query gives the figures of the well-known SQL over these tables and, where that SQL is easily misread, the right ones beside them; the page
/// <c>docs/trades.md</c> says which are which. Ratios and averages are rounded to four decimals, half away from zero.
/// </remarks>
public interface IDiscoveryAnalytics
{
    /// <summary>Compares the strategies of a category over the days that ended after a time.</summary>
    /// <param name="category">The category the trades were recorded under.</param>
    /// <param name="since">Days that end after this time count: also the day that contains it, whole.</param>
    /// <param name="cancellationToken">Cancels the call.</param>
    /// <returns>One entry a strategy, by name.</returns>
    ValueTask<IReadOnlyList<StrategyComparison>> CompareStrategiesAsync(TokenCategory category, DateTimeOffset since, CancellationToken cancellationToken = default);

    /// <summary>Compares the configurations that strategies had in a category: whether the trades with one did better than those with another.</summary>
    /// <param name="category">The category the trades were recorded under.</param>
    /// <param name="since">Trades closed from this time on count.</param>
    /// <param name="cancellationToken">Cancels the call.</param>
    /// <returns>One entry for each strategy and configuration; trades whose version is not known have one of their own.</returns>
    ValueTask<IReadOnlyList<StrategyVersionComparison>> CompareVersionsAsync(TokenCategory category, DateTimeOffset since, CancellationToken cancellationToken = default);

    /// <summary>Reads the tokens that earned most.</summary>
    /// <param name="query">Which tokens, and how many.</param>
    /// <param name="cancellationToken">Cancels the call.</param>
    /// <returns>The tokens by total profit, the highest first.</returns>
    /// <exception cref="ArgumentOutOfRangeException">A value of the query is not allowed.</exception>
    ValueTask<IReadOnlyList<TopPerformer>> GetTopPerformersAsync(TopPerformersQuery query, CancellationToken cancellationToken = default);

    /// <summary>Reads whether high scores were profitable. Reads all stored scores and trades; on long histories give the store a longer time-out.</summary>
    /// <param name="cancellationToken">Cancels the call.</param>
    /// <returns>One entry for each tier that has something, the best first, trades without a score last.</returns>
    ValueTask<IReadOnlyList<ScoreTierEffectiveness>> GetScoreEffectivenessAsync(CancellationToken cancellationToken = default);

    /// <summary>Reads what each strategy earned in each category.</summary>
    /// <param name="cancellationToken">Cancels the call.</param>
    /// <returns>The pairs that have trades, by total profit, the highest first.</returns>
    ValueTask<IReadOnlyList<CategoryPerformance>> GetPerformanceByCategoryAsync(CancellationToken cancellationToken = default);

    /// <summary>Reads the daily rows of one token, oldest first.</summary>
    /// <param name="address">The mint address.</param>
    /// <param name="from">Days that start from this time on, inclusive.</param>
    /// <param name="to">Days that start before this time.</param>
    /// <param name="cancellationToken">Cancels the call.</param>
    /// <returns>The rows.</returns>
    ValueTask<IReadOnlyList<StrategyPerformance>> GetDailyPerformanceAsync(string address, DateTimeOffset from, DateTimeOffset to, CancellationToken cancellationToken = default);
}
