using System.Globalization;

namespace BirdeyeDiscovery.Ledger;

/// <summary>Explains the score of one candidate by the scorer and the rules of a cycle. Pure.</summary>
internal static class ScoreFindings
{
    public static ScoreFinding Of(PastCycle cycle, ScoredCandidate scored, ScoreRecord? row)
    {
        var facts = scored.Facts;
        var peak = cycle.Input.State.PeakLiquidityUsd.TryGetValue(facts.Address, out var stored) ? (double?)stored : null;
        var known = ScoreInputs.Of(facts, facts.Security, peak, cycle.Input.CycleTimestamp);
        var used = MissingInputs.AtWorst(in known);
        var weights = cycle.Scorer is TokenScorer ? ScoreWeights.From(cycle.Input.Options.Scoring) : (ScoreWeights?)null;
        var score = scored.Score;
        ScorePart[] parts =
        [
            new("Momentum", score.Momentum, weights?.Momentum, Pairs(in known, in used, Momentum)),
            new("Liquidity", score.Liquidity, weights?.Liquidity, Pairs(in known, in used, Liquidity)),
            new("Volume", score.Volume, weights?.Volume, Pairs(in known, in used, Volume)),
            new("Safety", score.Safety, weights?.Safety, Pairs(in known, in used, Safety)),
            new("Flow", score.Flow, weights?.Flow, Pairs(in known, in used, Flow)),
        ];
        var sum = weights is null ? (double?)null : parts.Sum(static part => part.Contribution!.Value);
        return new ScoreFinding
        {
            Total = scored.Total,
            Highest = scored.Token is { Status: TokenStatus.Active } ? Figures.Score(scored.Highest) : null,
            Parts = parts,
            Sum = sum,
            Caps = sum is { } whole ? Caps(score, whole) : [],
            Coverage = score.Coverage,
            MinCoverage = cycle.Input.Options.Scoring.MinCoverage,
            Missing = [.. parts.SelectMany(static part => part.Inputs)
                .Where(static input => input.Known is null
                    && input.Name is not (nameof(ScoreInputs.PeakLiquidity60mUsd) or nameof(SecurityFacts.OwnerShare)))
                .Select(static input => input.Name)
                .Distinct()],
            FailedCalls = facts.FailedCalls,
            Rank = row?.Rank,
            SlotRank = row?.SlotRank,
            Notes = score.Notes,
        };
    }

    private static IReadOnlyList<ScoreCap> Caps(in TokenScore score, double sum)
    {
        var (safety, liquidity) = (TokenScorer.SafetyCap(score.Safety), TokenScorer.LiquidityCap(score.Liquidity));
        return
        [
            new ScoreCap("Safety", safety, safety < sum && safety <= liquidity),
            new ScoreCap("Liquidity", liquidity, liquidity < sum && liquidity <= safety),
        ];
    }

    private static IReadOnlyList<ScoreInputValue> Pairs(
        in ScoreInputs known, in ScoreInputs used, Func<ScoreInputs, (string Name, string? Value)[]> values) =>
        [.. values(known).Zip(values(used), static (left, right) => new ScoreInputValue(left.Name, left.Value, right.Value))];

    private static (string Name, string? Value)[] Momentum(ScoreInputs inputs) =>
    [
        (nameof(inputs.Change5mPercent), Text(inputs.Change5mPercent)),
        (nameof(inputs.Change1hPercent), Text(inputs.Change1hPercent)),
        (nameof(inputs.Change24hPercent), Text(inputs.Change24hPercent)),
    ];

    private static (string Name, string? Value)[] Liquidity(ScoreInputs inputs) =>
    [
        (nameof(inputs.LiquidityUsd), Text(inputs.LiquidityUsd)),
        (nameof(inputs.PeakLiquidity60mUsd), Text(inputs.PeakLiquidity60mUsd)),
    ];

    private static (string Name, string? Value)[] Volume(ScoreInputs inputs) =>
    [
        (nameof(inputs.Volume24hUsd), Text(inputs.Volume24hUsd)),
        (nameof(inputs.LiquidityUsd), Text(inputs.LiquidityUsd)),
        (nameof(inputs.UniqueWallets24h), Text(inputs.UniqueWallets24h)),
        (nameof(inputs.RoundTripShare), Text(inputs.RoundTripShare)),
    ];

    private static (string Name, string? Value)[] Flow(ScoreInputs inputs) =>
    [
        (nameof(inputs.BuyVolume24hUsd), Text(inputs.BuyVolume24hUsd)),
        (nameof(inputs.SellVolume24hUsd), Text(inputs.SellVolume24hUsd)),
        (nameof(inputs.BuyCount24h), Text(inputs.BuyCount24h)),
        (nameof(inputs.SellCount24h), Text(inputs.SellCount24h)),
        (nameof(inputs.UniqueWallets24h), Text(inputs.UniqueWallets24h)),
    ];

    private static (string Name, string? Value)[] Safety(ScoreInputs inputs) => inputs.Security is not { } security
        ? [(nameof(inputs.Security), null)]
        :
        [
            (nameof(security.MintAuthorityLive), Text(security.MintAuthorityLive)),
            (nameof(security.FreezeAuthorityLive), Text(security.FreezeAuthorityLive)),
            (nameof(security.MutableMetadata), Text(security.MutableMetadata)),
            (nameof(security.Top10Share), Text(security.Top10Share)),
            (nameof(security.CreatorShare), Text(security.CreatorShare)),
            (nameof(security.OwnerShare), Text(security.OwnerShare)),
            (nameof(security.TransferFee), Text(security.TransferFee ?? (security.IsToken2022 ? null : 0))),
            (nameof(security.LiquidityLock), security.LiquidityLock == LiquidityLock.Unknown ? null : security.LiquidityLock.ToString()),
            (nameof(inputs.AgeHours), Text(inputs.AgeHours)),
        ];

    private static string? Text(double? value) => value?.ToString("R", CultureInfo.InvariantCulture);

    private static string? Text(bool? value) => value switch
    {
        true => "yes",
        false => "no",
        null => null,
    };
}
