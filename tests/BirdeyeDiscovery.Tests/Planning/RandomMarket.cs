using CsCheck;

namespace BirdeyeDiscovery.Tests;

/// <summary>Random cycles over a small pool of tokens, so that the same ones come, go and fail again and again.</summary>
internal static class RandomMarket
{
    private static readonly Gen<double> Score = Gen.OneOf(Gen.Double[40, 100], Gen.Const(60.0), Gen.Const(59.995));

    private static readonly Gen<CandidateFacts> Facts =
        from number in Gen.Int[0, 29]
        from score in Score
        from fate in Gen.Int[0, 29]
        select Shaped(Candidates.Token($"T{number:D2}", score, fate == 0 ? .5 : 1, 20_000 + (number % 4 * 1000)), fate);

    private static readonly Gen<(CandidateFacts[] Facts, bool ListRead, int Hours, int Flat)> Cycle =
        Gen.Select(
            Facts.Array[0, 25].Select(static all => all.DistinctBy(static facts => facts.Address).ToArray()),
            Gen.Int[0, 11].Select(static n => n > 0),
            Gen.Int[0, 9].Select(static n => n == 0 ? 25 : 0),
            Gen.Int[0, 2]);

    public static Gen<(CandidateFacts[] Facts, bool ListRead, int Hours, int Flat)[]> Cycles { get; } = Cycle.Array[3, 8];

    public static Gen<Action<BirdeyeDiscoveryOptions>> Options { get; } =
        from damped in Gen.Bool
        from counts in Gen.Int[0, 3].Array[3]
        from margins in Gen.Int[0, 6].Array[2]
        select new Action<BirdeyeDiscoveryOptions>(options =>
        {
            if (damped)
            {
                var damping = options.Discovery.Damping;
                (damping.ConfirmationCycles, damping.MinDwellCycles, damping.CoolDownCycles) = (counts[0], counts[1], counts[2]);
                (damping.EntryMargin, damping.IncumbentMargin) = (margins[0], margins[1]);
            }

            options.Scoring.DenyList.Add("Denied");
            options.Discovery.Seeds = [new SeedToken(Candidates.Address("Seed"), "Seed", TokenCategory.Midcap, isPermanent: false)];
        });

    /// <summary>Adds the active tokens that the random list left out, as a cycle does.</summary>
    public static CandidateFacts[] WithTracked(PlannedCycles cycles, CandidateFacts[] facts) =>
    [
        .. facts,
        .. cycles.State.Tokens
            .Where(token => token.Status == TokenStatus.Active && !facts.Any(other => other.Address == token.Address))
            .Select(static token => Candidates.Token(token.Symbol, 62) with { ListPosition = null }),
    ];

    private static CandidateFacts Shaped(CandidateFacts facts, int fate) => fate switch
    {
        1 or 2 => facts.Failing(),
        3 => facts with { Security = null },
        4 => facts with { LiquidityUsd = null },
        5 => facts with { LiquidityUsd = 5 },
        6 => facts with { Security = new SecurityFacts { MintAuthorityLive = true } },
        7 => facts with { Security = new SecurityFacts { FeeUnreadable = true } },
        8 => facts with { Buys1h = 60, Sells1h = 0 },
        9 => facts with { Address = "Denied" },
        _ => facts,
    };
}
