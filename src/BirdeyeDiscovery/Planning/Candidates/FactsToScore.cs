namespace BirdeyeDiscovery;

/// <summary>Converts the facts of a candidate to the inputs of the scorer.</summary>
internal static class FactsToScore
{
    public static ScoreInputs ToScoreInputs(CandidateFacts facts, double? peakLiquidityUsd, DateTimeOffset now) => new()
    {
        LiquidityUsd = facts.LiquidityUsd,
        PeakLiquidity60mUsd = peakLiquidityUsd,
        Volume24hUsd = facts.Volume24hUsd,
        UniqueWallets24h = facts.UniqueWallets24h,
        RoundTripShare = facts.RoundTripShare,
        Change5mPercent = facts.Change5mPercent,
        Change1hPercent = facts.Change1hPercent,
        Change24hPercent = facts.Change24hPercent,
        BuyVolume24hUsd = facts.BuyVolume24hUsd,
        SellVolume24hUsd = facts.SellVolume24hUsd,
        BuyCount24h = facts.Buys24h,
        SellCount24h = facts.Sells24h,
        Security = Security(facts.Security, now),
    };

    /// <summary>
    /// Gets the age of a candidate in hours, or null when it is unknown; a token "created" slightly ahead of our clock is new, not invalid.
    /// </summary>
    public static double? AgeHours(SecurityFacts? security, DateTimeOffset now) =>
        security?.CreatedAt is { } createdAt ? Math.Max(0, (now - createdAt).TotalHours) : null;

    // A candidate's security answer that leaves the mint authority open counts as none, because that authority decides most of the safety
    // score. The coverage then falls below the minimum: a new token does not enter, and an active token is not paused for this reason.
    private static SecurityInputs? Security(SecurityFacts? security, DateTimeOffset now) =>
        security is null or { AuthorityUnknown: true }
            ? null
            : new SecurityInputs
            {
                MintAuthorityLive = security.MintAuthorityLive,
                FreezeAuthorityLive = security.FreezeAuthorityLive,
                MutableMetadata = security.MutableMetadata,
                Top10Share = security.Top10Share,
                CreatorShare = security.CreatorShare,
                OwnerShare = security.OwnerShare,
                TransferFee = security.TransferFee,
                IsToken2022 = security.IsToken2022,
                LiquidityLock = security.LiquidityLock,
                AgeHours = AgeHours(security, now),
            };
}
