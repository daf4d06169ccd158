namespace BirdeyeDiscovery.Analytics;

/// <summary>Which tokens may be top performers.</summary>
public sealed record TopPerformersQuery
{
    /// <summary>The span that counts when <see cref="DiscoveredSince"/> is not given.</summary>
    internal static readonly TimeSpan DefaultSpan = TimeSpan.FromDays(30);

    /// <summary>Gets the time after which a token has to be discovered, and after which trades count for <see cref="TopPerformer.PnlSinceUsd"/>.</summary>
    /// <value>The default is 30 days before now.</value>
    public DateTimeOffset? DiscoveredSince { get; init; }

    /// <summary>Gets the number of trades that a token has to have more of.</summary>
    /// <value>The default is 5; allowed are 0 and more.</value>
    public int MoreThanTrades { get; init; } = 5;

    /// <summary>Gets the number of tokens to read at most.</summary>
    /// <value>The default is 10; allowed are 1 to 1,000.</value>
    public int Limit { get; init; } = 10;

    /// <summary>Checks the values and gets the time; for writers of stores.</summary>
    /// <param name="clock">Says what now is.</param>
    /// <returns>The time after which tokens have to be discovered.</returns>
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
