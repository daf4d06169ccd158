namespace BirdeyeDiscovery;

/// <summary>
/// Completes the inputs of the score: an unknown one takes the worst or the best value of its range. The score with the real value lies
/// between the two results, so missing data neither lifts the score of a token nor pauses it.
/// </summary>
/// <remarks>
/// <para>
/// The score never falls when a good input rises and never rises when a bad one does, so the worst and the best value of each input are at
/// the ends of its range. Every token is ranked and stored with the worst values. An active token leaves by its score or rank only if it
/// would leave with the best values too: then no value of the missing inputs could keep it.
/// </para>
/// <para>
/// Unchanged in both are: a missing security answer, which scores 0 and without which no token is ranked; an owner's share, which is null
/// if nobody can mint; the fee of a token that cannot have one; the lock of the liquidity, which no answer has reported so far; and the
/// peak of liquidity, which comes from stored readings. Unchanged at worst are also liquidity and volume, which count as 0 and without
/// which no token is ranked, and metadata of unknown mutability, which counts as mutable.
/// </para>
/// </remarks>
internal static class MissingInputs
{
    private const double Nothing = 0;

    // No curve of the score distinguishes larger amounts or rises.
    private const double Most = 1e18;
    private const double LargestRise = 1e12;
    private const double AllLost = -100;

    /// <summary>Completes the inputs of the score with the worst values; an impossible value counts as missing, as in the model.</summary>
    public static ScoreInputs AtWorst(in ScoreInputs inputs) => Complete(in inputs, isBest: false);

    /// <summary>Completes the inputs of the score with the best values; an impossible value counts as missing, as in the model.</summary>
    public static ScoreInputs AtBest(in ScoreInputs inputs) => Complete(in inputs, isBest: true);

    private static ScoreInputs Complete(in ScoreInputs inputs, bool isBest)
    {
        var known = inputs.Clean(out _);
        return known with
        {
            LiquidityUsd = known.LiquidityUsd ?? (isBest ? Most : null),
            Volume24hUsd = known.Volume24hUsd ?? (isBest ? Most : null),
            UniqueWallets24h = known.UniqueWallets24h ?? (isBest ? Most : Nothing),
            RoundTripShare = known.RoundTripShare ?? (isBest ? Nothing : 1),
            Change5mPercent = known.Change5mPercent ?? (isBest ? LargestRise : AllLost),
            Change1hPercent = known.Change1hPercent ?? (isBest ? LargestRise : AllLost),
            Change24hPercent = known.Change24hPercent ?? (isBest ? LargestRise : AllLost),
            BuyVolume24hUsd = known.BuyVolume24hUsd ?? (isBest ? Most : Nothing),
            SellVolume24hUsd = known.SellVolume24hUsd ?? (isBest ? Nothing : Most),
            BuyCount24h = known.BuyCount24h ?? (isBest ? Most : Nothing),
            SellCount24h = known.SellCount24h ?? (isBest ? Nothing : Most),
            Security = known.Security is { } security ? Complete(security, isBest) : null,
            AgeHours = known.AgeHours ?? (known.Security is null ? null : isBest ? Most : Nothing),
        };
    }

    private static SecurityFacts Complete(SecurityFacts security, bool isBest)
    {
        var mutable = security.MutableMetadata ?? (isBest ? false : null);
        var top10 = security.Top10Share ?? (isBest ? Nothing : 1);
        var creator = security.CreatorShare ?? (isBest ? Nothing : 1);
        var fee = security.TransferFee ?? (!security.IsToken2022 ? null : isBest ? Nothing : 1);

        // Security facts that lack no input of the score are returned as they are, so that no copy is allocated.
        return mutable == security.MutableMetadata && top10 == security.Top10Share && creator == security.CreatorShare
            && fee == security.TransferFee
            ? security
            : security with { MutableMetadata = mutable, Top10Share = top10, CreatorShare = creator, TransferFee = fee };
    }
}
