namespace BirdeyeDiscovery;

/// <summary>The options that decide how fast cycles spend the budget.</summary>
/// <param name="Interval">The configured interval.</param>
/// <param name="MaxFactor">The most intervals between two cycles.</param>
/// <param name="AuditEvery">How often a cycle is an audit; 0 is never.</param>
/// <param name="TrendingLimit">The configured length of the list.</param>
/// <param name="FirstCost">The price of the first request of a cycle; with less left, nothing can be done.</param>
internal sealed record BudgetShape(TimeSpan Interval, int MaxFactor, int AuditEvery, int TrendingLimit, int FirstCost)
{
    /// <summary>The longest interval to which a budget stretches cycles; no option allows a longer one.</summary>
    private static readonly TimeSpan LongestInterval = TimeSpan.FromDays(1);

    public static BudgetShape Of(BirdeyeDiscoveryOptions options)
    {
        var interval = options.Discovery.Interval;
        return new BudgetShape(
            interval,
            (int)Math.Clamp(LongestInterval / interval, 1, options.Birdeye.BudgetMaxStretch),
            options.Discovery.Enrichment == EnrichmentMode.Staged ? options.Discovery.AuditEvery : 0,
            options.Discovery.TrendingLimit,
            Math.Max(1, options.Birdeye.ComputeUnitCosts.TryGetValue(BirdeyeEndpoint.Trending, out var cost) ? cost : 0));
    }
}
