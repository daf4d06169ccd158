namespace BirdeyeDiscovery;

/// <summary>The tokens that are tracked from the start (D27). Pure.</summary>
internal static class SeedTokens
{
    /// <summary>Gets the configured seeds that the store does not have yet, as rows; one for which the policy has no strategy is left out.</summary>
    public static IReadOnlyList<TrackedToken> Missing(BirdeyeDiscoveryOptions options, CycleState state, DateTimeOffset now, IStrategyPolicy? policy = null)
    {
        policy ??= new CategoryStrategyPolicy(options.Strategies);
        return [.. Unknown(options, state).Select(seed => PolicyChoice.Of(policy, Facts(seed), out _) is { } choice ? Row(seed, choice, now) : null).OfType<TrackedToken>()];
    }

    /// <summary>Lists the seeds that are not tracked because the policy has no strategy for them.</summary>
    public static IEnumerable<string> WithoutStrategy(BirdeyeDiscoveryOptions options, CycleState state, IStrategyPolicy? policy)
    {
        policy ??= new CategoryStrategyPolicy(options.Strategies);
        foreach (var seed in Unknown(options, state))
        {
            if (PolicyChoice.Of(policy, Facts(seed), out var fault) is null)
            {
                yield return $"{ReasonCodes.StrategyUnknown}: the seed {seed.Symbol} ({seed.Address}) is not tracked: {fault}.";
            }
        }
    }

    /// <summary>Lists the permanent seeds that are tracked already, but not as permanent: what is stored is the operator's to change.</summary>
    public static IEnumerable<string> NotPermanent(BirdeyeDiscoveryOptions options, CycleState state)
    {
        var permanent = (options.Discovery.Seeds ?? []).Where(static seed => seed.IsPermanent).Select(static seed => Normalized(seed).Address).ToHashSet(StringComparer.Ordinal);
        return state.Tokens
            .Where(token => !token.IsPermanent && permanent.Contains(token.Address))
            .Select(static token => $"The seed {token.Symbol} ({token.Address}) was tracked before it became a seed and is not permanent; set is_permanent in its row.");
    }

    // Answers spell an address in one way; a seed that is spelt in another would be tracked twice.
    private static SeedToken Normalized(SeedToken seed) => seed with { Address = TokenAddress.Normalize(seed.Address) };

    private static IEnumerable<SeedToken> Unknown(BirdeyeDiscoveryOptions options, CycleState state)
    {
        var seeds = options.Discovery.Seeds ?? (options.Birdeye.Chain == "solana" ? [SeedToken.Sol, SeedToken.Jup] : []);
        var known = state.Tokens.Select(static token => token.Address).ToHashSet(StringComparer.Ordinal);
        return seeds.Select(Normalized).Where(seed => !known.Contains(seed.Address) && !state.Migrations.ContainsKey(seed.Address));
    }

    private static StrategyFacts Facts(SeedToken seed) => new() { Address = seed.Address, Symbol = seed.Symbol, Category = seed.Category };

    private static TrackedToken Row(SeedToken seed, StrategyChoice strategy, DateTimeOffset now) => new()
    {
        Address = seed.Address,
        Symbol = seed.Symbol,
        Category = seed.Category,
        DiscoveredAt = now,
        Status = TokenStatus.Active,
        StatusReason = ReasonCodes.Seed,
        IsPermanent = seed.IsPermanent,
        StrategyType = strategy.StrategyType,
        StrategyConfig = strategy.StrategyConfig,
        CreatedAt = now,
        UpdatedAt = now,
    };
}
