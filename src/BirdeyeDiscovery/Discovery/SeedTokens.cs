namespace BirdeyeDiscovery;

/// <summary>The tokens that are tracked from the start (D27). Pure.</summary>
internal static class SeedTokens
{
    /// <summary>Gets the configured seeds that the store does not have yet, as rows.</summary>
    public static IReadOnlyList<TrackedToken> Missing(BirdeyeDiscoveryOptions options, CycleState state, DateTimeOffset now)
    {
        var seeds = options.Discovery.Seeds ?? (options.Birdeye.Chain == "solana" ? [SeedToken.Sol, SeedToken.Jup] : []);
        var known = state.Tokens.Select(static token => token.Address).ToHashSet(StringComparer.Ordinal);
        return [.. seeds.Where(seed => !known.Contains(seed.Address)).Select(seed => Row(seed, options.Strategies, now))];
    }

    private static TrackedToken Row(SeedToken seed, StrategyOptions strategies, DateTimeOffset now) => new()
    {
        Address = seed.Address,
        Symbol = seed.Symbol,
        Category = seed.Category,
        DiscoveredAt = now,
        Status = TokenStatus.Active,
        StatusReason = ReasonCodes.Seed,
        IsPermanent = seed.IsPermanent,
        StrategyType = CategoryRules.StrategyFor(seed.Category, strategies),
        CreatedAt = now,
        UpdatedAt = now,
    };
}
