namespace BirdeyeDiscovery;

/// <summary>
/// Replaces the unknown inputs of a newcomer by their worst values, so that no token enters because of missing data: its score without an
/// input is at most its score with any value of that input.
/// </summary>
/// <remarks>
/// <para>
/// The score never falls when a good input rises and never rises when a bad one does, so the worst value of each input is at an end of its
/// range. An incumbent keeps the cautious defaults of the model instead, because missing data is no reason to leave.
/// </para>
/// <para>
/// Unchanged are: a missing security answer, which already scores 0; metadata of unknown mutability, which counts as mutable; liquidity and
/// volume, which count as 0; an owner's share, which is null if nobody can mint; the fee of a token that cannot have one; the lock of the
/// liquidity, which no answer has reported so far; and the peak of liquidity, which comes from our own readings.
/// </para>
/// </remarks>
internal static class MissingInputs
{
    private const double Nothing = 0;

    // No curve of the score distinguishes larger amounts.
    private const double Most = 1e18;
    private const double AllLost = -100;

    /// <summary>Completes the inputs; an impossible value counts as missing, as in the model.</summary>
    public static ScoreInputs AtWorst(in ScoreInputs inputs) => Complete(InputCheck.Clean(in inputs, out _));

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
