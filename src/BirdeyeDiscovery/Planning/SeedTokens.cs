using System.Globalization;

namespace BirdeyeDiscovery;

/// <summary>Plans the seed tokens, which are tracked from the start. Pure.</summary>
internal static class SeedTokens
{
    private static readonly Dictionary<string, TokenChange> NoChanges = [];

    /// <summary>Plans the rows of the seeds that the store does not have yet, except those for which the policy has no strategy.</summary>
    public static IReadOnlyList<TrackedToken> Missing(
        BirdeyeDiscoveryOptions options,
        CycleState state,
        DateTimeOffset now,
        IStrategyPolicy? policy = null)
    {
        policy ??= new CategoryStrategyPolicy(options.Strategies);
        return [.. Unknown(options, state)
            .Select(seed => PolicyChoice.Of(policy, Facts(seed), out _) is { } choice ? Row(seed, choice, now) : null)
            .OfType<TrackedToken>()];
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

    /// <summary>
    /// Gets the tracked tokens that are permanent seeds but not marked as permanent: rows of another program, or from before they became
    /// seeds.
    /// </summary>
    public static IEnumerable<TrackedToken> NotPermanent(BirdeyeDiscoveryOptions options, CycleState state)
    {
        var permanent = InForce(options)
            .Where(static seed => seed.IsPermanent)
            .Select(static seed => Normalized(seed).Address)
            .ToHashSet(StringComparer.Ordinal);
        return state.Tokens.Where(token => !token.IsPermanent && permanent.Contains(token.Address));
    }

    /// <summary>Gets a warning of the plan for each seed token that stays unpinned, because a person decided so.</summary>
    public static IEnumerable<string> NotAdopted(BirdeyeDiscoveryOptions options, CycleState state, IReadOnlyCollection<string> adopted) =>
        NotPermanent(options, state)
        .Where(token => !adopted.Contains(token.Address))
        .Select(
            static token =>
                $"The seed {token.Symbol} ({token.Address}) is not permanent, since {token.HeldBy ?? "somebody"} ruled so by hand; "
                + "pin it, or take it off the seeds.");

    /// <summary>
    /// Plans the warnings about seeds and other tracked tokens whose address is not valid on this chain, such as rows copied from examples.
    /// </summary>
    public static IEnumerable<string> WithoutAddress(BirdeyeDiscoveryOptions options, CycleState state)
    {
        var chain = options.Birdeye.Chain;
        var seeds = InForce(options);
        return state.Tokens
            .Where(token => token.Status != TokenStatus.Removed && !TextRules.IsAddress(chain, token.Address))
            .Select(token => string.Create(
                CultureInfo.InvariantCulture,
                $"tracked_tokens row {token.Id} ({token.Symbol}) has the address '{token.Address}', which is not "
                + $"{TextRules.AddressWords(chain)}: nothing can be known of it. ")
                + (seeds.FirstOrDefault(seed => seed.Symbol == token.Symbol) is { } seed
                    ? $"{seed.Symbol} is tracked under {seed.Address}; delete that row."
                    : "Correct its address or delete the row."));
    }

    /// <summary>
    /// Plans the adoption of seeds, which become permanent and active before anything is fetched. A paused token that a person pinned by
    /// SQL becomes active, too.
    /// </summary>
    /// <returns>The state with the adopted tokens, and their changes by address.</returns>
    public static (CycleState State, IReadOnlyDictionary<string, TokenChange> Changes) Adopt(
        CycleState state,
        IReadOnlyList<string> addresses,
        TransitionTimes times) =>
        addresses.Count == 0 ? (state, NoChanges) : AdoptAny(state, addresses, times);

    private static (CycleState State, IReadOnlyDictionary<string, TokenChange> Changes) AdoptAny(
        CycleState state, IReadOnlyList<string> addresses, TransitionTimes times)
    {
        var changes = state.Tokens
            .Where(token => addresses.Contains(token.Address)
                && token is { HeldBy: null } and ({ IsPermanent: false } or { Status: TokenStatus.Paused }))
            .ToDictionary(
                static token => token.Address,
                token => token.IsPermanent
                    ? TokenTransitions.ResumePinned(token, times.For(token))
                    : TokenTransitions.Adopt(token, times.For(token)),
                StringComparer.Ordinal);
        return changes.Count == 0
            ? (state, changes)
            : (
                state with
                {
                    Tokens = [.. state.Tokens.Select(token => changes.TryGetValue(token.Address, out var change) ? change.Token : token)]
                },
                changes);
    }

    /// <summary>Prepends the events of the adoption of seeds to the changes of these tokens in the plan of the cycle.</summary>
    public static IReadOnlyList<TokenChange> WithAdopted(
        IReadOnlyList<TokenChange> changes,
        IReadOnlyDictionary<string, TokenChange> adopted)
    {
        if (adopted.Count == 0)
        {
            return changes;
        }

        var changed = changes.Select(static change => change.Token.Address).ToHashSet(StringComparer.Ordinal);
        return
        [
            .. adopted.Values.Where(change => !changed.Contains(change.Token.Address)),
            .. changes.Select(
                change =>
                    adopted.TryGetValue(change.Token.Address, out var first)
                        ? change with { Events = [.. first.Events, .. change.Events] }
                        : change),
        ];
    }

    private static IReadOnlyList<SeedToken> InForce(BirdeyeDiscoveryOptions options) =>
        options.Discovery.Seeds is { } seeds ? [.. seeds] : options.Birdeye.Chain == "solana" ? [SeedToken.Sol, SeedToken.Jup] : [];

    // The address of a planned seed is normalized like those in the answers of the API. With another spelling, the token would be tracked
    // twice.
    private static SeedToken Normalized(SeedToken seed) =>
        new(TokenAddress.Normalize(seed.Address), seed.Symbol, seed.Category, seed.IsPermanent);

    private static IEnumerable<SeedToken> Unknown(BirdeyeDiscoveryOptions options, CycleState state)
    {
        var known = state.Tokens.Select(static token => token.Address).ToHashSet(StringComparer.Ordinal);
        return InForce(options)
            .Select(Normalized)
            .Where(seed => !known.Contains(seed.Address) && !state.Migrations.ContainsKey(seed.Address));
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
