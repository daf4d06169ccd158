namespace BirdeyeDiscovery;

/// <summary>Replaces the missing inputs of a score by their best values, so that its total is the highest that is still possible.</summary>
/// <remarks>
/// The total never falls when a good input rises and never rises when a bad one does, so the best value of each input is at an end of its
/// range. Unchanged are the inputs whose absence the model scores like their best value, the state of the liquidity's lock, the peak of
/// liquidity, which comes from our own readings, and a missing security answer, without which no token is ranked.
/// </remarks>
internal static class BestInputs
{
    private const double Nothing = 0;

    // No curve of the score distinguishes larger amounts or rises.
    private const double Most = 1e18;
    private const double LargestRise = 1e12;

    public static ScoreInputs Of(in ScoreInputs known)
    {
        var clean = InputCheck.Clean(in known, out _);
        return clean with
        {
            LiquidityUsd = clean.LiquidityUsd ?? Most,
            Volume24hUsd = clean.Volume24hUsd ?? Most,
            UniqueWallets24h = clean.UniqueWallets24h ?? Most,
            RoundTripShare = clean.RoundTripShare ?? Nothing,
            Change5mPercent = clean.Change5mPercent ?? LargestRise,
            Change1hPercent = clean.Change1hPercent ?? LargestRise,
            Change24hPercent = clean.Change24hPercent ?? LargestRise,
            BuyVolume24hUsd = clean.BuyVolume24hUsd ?? Most,
            SellVolume24hUsd = clean.SellVolume24hUsd ?? Nothing,
            BuyCount24h = clean.BuyCount24h ?? Most,
            SellCount24h = clean.SellCount24h ?? Nothing,
            Security = clean.Security is { } security ? Of(in security) : null,
        };
    }

    private static SecurityInputs Of(in SecurityInputs security) => security with
    {
        MutableMetadata = security.MutableMetadata ?? false,
        Top10Share = security.Top10Share ?? Nothing,
        CreatorShare = security.CreatorShare ?? Nothing,
        TransferFee = security.TransferFee ?? (security.IsToken2022 ? Nothing : null),
        AgeHours = security.AgeHours ?? Most,
    };
}
