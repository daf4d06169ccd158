namespace BirdeyeDiscovery.Analytics;

/// <summary>
/// Analyzes the stored trades, scores and tokens. Every method throws <see cref="DiscoveryStoreException"/> when the store does not answer.
/// </summary>
/// <remarks>
/// Each query returns the figures of the well-known SQL on these tables. Where that SQL is easily misread, it also returns the correct
/// figures; the page <c>docs/trades.md</c> says which are which. Ratios and averages are rounded to four decimals, half away from zero.
/// </remarks>
public interface IDiscoveryAnalytics
{
    /// <summary>Compares the strategies of a category over the days that ended after a time.</summary>
    /// <param name="category">The category under which the trades were recorded.</param>
    /// <param name="since">Days that end after this time count, including the whole day that contains it.</param>
    /// <param name="cancellationToken">Cancels the call.</param>
    /// <returns>One entry for each strategy, by name.</returns>
    ValueTask<IReadOnlyList<StrategyComparison>> CompareStrategiesAsync(
        TokenCategory category,
        DateTimeOffset since,
        CancellationToken cancellationToken = default);

    /// <summary>
    /// Compares the configurations that strategies had in a category, to show whether trades with one did better than trades with another.
    /// </summary>
    /// <param name="category">The category under which the trades were recorded.</param>
    /// <param name="since">Trades that were closed at or after this time count.</param>
    /// <param name="cancellationToken">Cancels the call.</param>
    /// <returns>One entry for each strategy and configuration. Trades whose version is not known have an entry of their own.</returns>
    ValueTask<IReadOnlyList<StrategyVersionComparison>> CompareVersionsAsync(
        TokenCategory category,
        DateTimeOffset since,
        CancellationToken cancellationToken = default);

    /// <summary>Reads the tokens that earned the most.</summary>
    /// <param name="query">Which tokens, and how many.</param>
    /// <param name="cancellationToken">Cancels the call.</param>
    /// <returns>The tokens by total profit, the highest first.</returns>
    /// <exception cref="ArgumentOutOfRangeException">A value of the query is not allowed.</exception>
    ValueTask<IReadOnlyList<TopPerformer>> GetTopPerformersAsync(TopPerformersQuery query, CancellationToken cancellationToken = default);

    /// <summary>
    /// Reads whether high scores were profitable. It reads all stored scores and trades; give the store a longer time-out for a long
    /// history.
    /// </summary>
    /// <param name="cancellationToken">Cancels the call.</param>
    /// <returns>One entry for each tier that has scores or trades, the best first, trades without a score last.</returns>
    ValueTask<IReadOnlyList<ScoreTierEffectiveness>> GetScoreEffectivenessAsync(CancellationToken cancellationToken = default);

    /// <summary>Reads what each strategy earned in each category.</summary>
    /// <param name="cancellationToken">Cancels the call.</param>
    /// <returns>The pairs that have trades, by total profit, the highest first.</returns>
    ValueTask<IReadOnlyList<CategoryPerformance>> GetPerformanceByCategoryAsync(CancellationToken cancellationToken = default);

    /// <summary>Reads the daily rows of one token, oldest first.</summary>
    /// <param name="address">The mint address.</param>
    /// <param name="from">The earliest start of a day, inclusive.</param>
    /// <param name="to">The latest start of a day, exclusive.</param>
    /// <param name="cancellationToken">Cancels the call.</param>
    /// <returns>The rows.</returns>
    ValueTask<IReadOnlyList<StrategyPerformance>> GetDailyPerformanceAsync(
        string address,
        DateTimeOffset from,
        DateTimeOffset to,
        CancellationToken cancellationToken = default);
}
