namespace BirdeyeDiscovery;

/// <summary>Makes the input of the budget's rules from the options of an engine.</summary>
internal static class BudgetShapes
{
    /// <summary>The longest interval to which a budget stretches cycles; no option allows a longer one.</summary>
    private static readonly TimeSpan LongestInterval = TimeSpan.FromDays(1);

    /// <summary>Gets the options that decide how fast cycles spend the budget.</summary>
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
