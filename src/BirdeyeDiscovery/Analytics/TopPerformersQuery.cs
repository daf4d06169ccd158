namespace BirdeyeDiscovery.Analytics;

/// <summary>Specifies which tokens may be top performers.</summary>
public sealed class TopPerformersQuery
{
    /// <summary>The period of the query for top performers when <see cref="DiscoveredSince"/> is not set.</summary>
    internal static readonly TimeSpan DefaultSpan = TimeSpan.FromDays(30);

    /// <summary>
    /// Gets the time after which a token must have been discovered, and after which trades count for
    /// <see cref="TopPerformer.Since"/>.
    /// </summary>
    /// <value>The default is 30 days before now.</value>
    public DateTimeOffset? DiscoveredSince { get; init; }

    /// <summary>Gets the number of trades that a token must exceed.</summary>
    /// <value>The default is 5; the minimum is 0.</value>
    public int MoreThanTrades { get; init; } = 5;

    /// <summary>Gets the maximum number of tokens to read.</summary>
    /// <value>The default is 10; the range is 1 to 1,000.</value>
    public int Limit { get; init; } = 10;

    /// <summary>Checks the values and gets the time; for writers of stores.</summary>
    /// <param name="clock">The clock that returns the current time.</param>
    /// <returns>The time after which tokens must have been discovered.</returns>
    /// <exception cref="ArgumentOutOfRangeException">A value is not allowed.</exception>
    public DateTimeOffset Since(TimeProvider clock)
    {
        ArgumentNullException.ThrowIfNull(clock);
        ArgumentOutOfRangeException.ThrowIfNegative(MoreThanTrades);
        ArgumentOutOfRangeException.ThrowIfLessThan(Limit, 1);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(Limit, 1000);
        return DiscoveredSince ?? clock.GetUtcNow() - DefaultSpan;
    }
}
