namespace BirdeyeDiscovery.Ledger;

/// <summary>What one cycle observed of its tokens.</summary>
public sealed class ObservedCycle
{
    /// <summary>Gets the time of the cycle.</summary>
    public required DateTimeOffset Timestamp { get; init; }

    /// <summary>Gets the version of the scoring model.</summary>
    public required string ScoreVersion { get; init; }

    /// <summary>Gets the hash of the options that decided the cycle.</summary>
    public required string OptionsHash { get; init; }

    /// <summary>Gets the tokens, each at most once.</summary>
    public required IReadOnlyList<ObservedToken> Tokens { get; init; }

    /// <summary>Gets the scores of the shadow scorers; rows of tokens without a total are ignored.</summary>
    public IReadOnlyList<ShadowScoreRecord> ShadowScores { get; init; } = [];

    internal static ObservedCycle Of(StoredCycle cycle, bool withScores = true)
    {
        var tokens = new ObservedToken[cycle.Scores.Count + cycle.Rejections.Count];
        var seen = new HashSet<string>(StringComparer.Ordinal);
        var count = 0;
        foreach (var score in cycle.Scores)
        {
            if (seen.Add(score.TokenAddress))
            {
                tokens[count++] = withScores ? Of(score) : PriceOf(score);
            }
        }

        // The measurement takes the first row of an address, because rejections are not unique by address, and a token may have been scored
        // and rejected.
        foreach (var rejection in cycle.Rejections)
        {
            if (seen.Add(rejection.TokenAddress))
            {
                tokens[count++] = new ObservedToken
                {
                    Address = rejection.TokenAddress,
                    PriceUsd = rejection.PriceUsd,
                    LiquidityUsd = (double?)rejection.LiquidityUsd,
                };
            }
        }

        return new ObservedCycle
        {
            Timestamp = cycle.Snapshot.CycleTimestamp,
            ScoreVersion = cycle.Snapshot.ScoreVersion,
            OptionsHash = cycle.Snapshot.OptionsHash,
            Tokens = tokens[..count],
            ShadowScores = cycle.ShadowScores,
        };
    }

    private static ObservedToken PriceOf(ScoreRecord score) => new()
    {
        Address = score.TokenAddress,
        PriceUsd = score.PriceUsd,
        LiquidityUsd = (double?)score.LiquidityUsd,
    };

    private static ObservedToken Of(ScoreRecord score) => new()
    {
        Address = score.TokenAddress,
        Total = (double)score.TotalScore,
        Momentum = (double?)score.MomentumScore,
        Liquidity = (double?)score.LiquidityScore,
        Volume = (double?)score.VolumeScore,
        Safety = (double?)score.SafetyScore,
        Flow = (double?)score.FlowScore,
        IsTracked = score.Action is ScoreAction.Add or ScoreAction.Keep,
        PriceUsd = score.PriceUsd,
        LiquidityUsd = (double?)score.LiquidityUsd,
    };
}
