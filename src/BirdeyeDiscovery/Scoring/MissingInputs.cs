namespace BirdeyeDiscovery;

/// <summary>
/// Replaces unknown inputs by the ends of their ranges, so that missing data neither lifts a score nor pauses a token: the score without an
/// input is at most, and the highest score at least, the score with any value of that input.
/// </summary>
/// <remarks>
/// <para>
/// The score never falls when a good input rises and never rises when a bad one does, so the worst and the best value of each input are at
/// the ends of its range. Every token is ranked and stored with the worst values. An active token leaves by its score or rank only if it
/// would leave with the best values too: then no value of the missing inputs could keep it.
/// </para>
/// <para>
/// Unchanged at worst are: a missing security answer, which scores 0; liquidity and volume, which count as 0 and without which no token is
/// ranked; metadata of unknown mutability, which counts as mutable; an owner's share, which is null if nobody can mint; the fee of a token
/// that cannot have one; the lock of the liquidity, which no answer has reported so far; and the peak of liquidity, which comes from our own
/// readings.
/// </para>
/// </remarks>
internal static class MissingInputs
{
    private const double Nothing = 0;

    // No curve of the score distinguishes larger amounts.
    private const double Most = 1e18;
    private const double AllLost = -100;

    /// <summary>Completes the inputs with the worst values; an impossible value counts as missing, as in the model.</summary>
    public static ScoreInputs AtWorst(in ScoreInputs inputs) => Complete(InputCheck.Clean(in inputs, out _));

    /// <summary>Completes the inputs with the best values; an impossible value counts as missing, as in the model.</summary>
    public static ScoreInputs AtBest(in ScoreInputs inputs) => BestInputs.Of(in inputs);

    private static ScoreInputs Complete(in ScoreInputs inputs) => inputs with
    {
        UniqueWallets24h = inputs.UniqueWallets24h ?? Nothing,
        RoundTripShare = inputs.RoundTripShare ?? 1,
        Change5mPercent = inputs.Change5mPercent ?? AllLost,
        Change1hPercent = inputs.Change1hPercent ?? AllLost,
        Change24hPercent = inputs.Change24hPercent ?? AllLost,
        BuyVolume24hUsd = inputs.BuyVolume24hUsd ?? Nothing,
        SellVolume24hUsd = inputs.SellVolume24hUsd ?? Most,
        BuyCount24h = inputs.BuyCount24h ?? Nothing,
        SellCount24h = inputs.SellCount24h ?? Most,
        Security = inputs.Security is { } security ? AtWorst(in security) : null,
    };

    private static SecurityInputs AtWorst(in SecurityInputs security) => security with
    {
        Top10Share = security.Top10Share ?? 1,
        CreatorShare = security.CreatorShare ?? 1,
        TransferFee = security.TransferFee ?? (security.IsToken2022 ? 1 : null),
        AgeHours = security.AgeHours ?? Nothing,
    };
}
