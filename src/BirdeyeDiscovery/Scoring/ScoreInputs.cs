namespace BirdeyeDiscovery.Scoring;

/// <summary>
/// The inputs of a score. <see langword="null"/> means not known; NaN, infinities and impossible values count as not known.
/// </summary>
public readonly record struct ScoreInputs
{
    /// <summary>Gets the liquidity in USD.</summary>
    public double? LiquidityUsd { get; init; }

    /// <summary>Gets the highest liquidity in USD that this engine read in the last hour.</summary>
    public double? PeakLiquidity60mUsd { get; init; }

    /// <summary>Gets the volume over 24 hours in USD.</summary>
    public double? Volume24hUsd { get; init; }

    /// <summary>Gets the number of wallets that swapped within 24 hours.</summary>
    public double? UniqueWallets24h { get; init; }

    /// <summary>Gets the share of the sampled swap value that wallets bought and sold again, 0 to 1.</summary>
    public double? RoundTripShare { get; init; }

    /// <summary>Gets the price change over 5 minutes in percent.</summary>
    public double? Change5mPercent { get; init; }

    /// <summary>Gets the price change over 1 hour in percent.</summary>
    public double? Change1hPercent { get; init; }

    /// <summary>Gets the price change over 24 hours in percent.</summary>
    public double? Change24hPercent { get; init; }

    /// <summary>Gets the value bought within 24 hours in USD.</summary>
    public double? BuyVolume24hUsd { get; init; }

    /// <summary>Gets the value sold within 24 hours in USD.</summary>
    public double? SellVolume24hUsd { get; init; }

    /// <summary>Gets the number of buys within 24 hours.</summary>
    public double? BuyCount24h { get; init; }

    /// <summary>Gets the number of sells within 24 hours.</summary>
    public double? SellCount24h { get; init; }

    /// <summary>Gets the token's security facts, or <see langword="null"/> when there is no valid answer.</summary>
    public SecurityFacts? Security { get; init; }

    /// <summary>Gets the age of the token in hours.</summary>
    public double? AgeHours { get; init; }

    /// <summary>Gets the inputs of the score of a token.</summary>
    /// <remarks>
    /// An answer that leaves an authority open counts as no security answer, because the authorities decide most of the safety score. The
    /// coverage then falls below the minimum: a new token does not enter, and an active token is not paused for this reason.
    /// </remarks>
    internal static ScoreInputs Of(MarketFigures market, SecurityFacts? security, double? peakLiquidityUsd, DateTimeOffset now) => new()
    {
        LiquidityUsd = market.LiquidityUsd,
        PeakLiquidity60mUsd = peakLiquidityUsd,
        Volume24hUsd = market.Volume24hUsd,
        UniqueWallets24h = market.UniqueWallets24h,
        RoundTripShare = market.RoundTripShare,
        Change5mPercent = market.Change5mPercent,
        Change1hPercent = market.Change1hPercent,
        Change24hPercent = market.Change24hPercent,
        BuyVolume24hUsd = market.BuyVolume24hUsd,
        SellVolume24hUsd = market.SellVolume24hUsd,
        BuyCount24h = market.Buys24h,
        SellCount24h = market.Sells24h,
        Security = security is { AuthorityUnknown: false } ? security : null,
        AgeHours = security is { AuthorityUnknown: false } ? security.AgeHours(now) : null,
    };

    /// <summary>
    /// Replaces impossible inputs of the score by missing ones, so that its components receive only finite values in range.
    /// </summary>
    internal ScoreInputs Clean(out bool anyInvalid)
    {
        var invalid = false;
        var clean = new ScoreInputs
        {
            LiquidityUsd = Amount(LiquidityUsd, ref invalid),
            PeakLiquidity60mUsd = Amount(PeakLiquidity60mUsd, ref invalid),
            Volume24hUsd = Amount(Volume24hUsd, ref invalid),
            UniqueWallets24h = Amount(UniqueWallets24h, ref invalid),
            RoundTripShare = Share(RoundTripShare, ref invalid),
            Change5mPercent = Change(Change5mPercent, ref invalid),
            Change1hPercent = Change(Change1hPercent, ref invalid),
            Change24hPercent = Change(Change24hPercent, ref invalid),
            BuyVolume24hUsd = Amount(BuyVolume24hUsd, ref invalid),
            SellVolume24hUsd = Amount(SellVolume24hUsd, ref invalid),
            BuyCount24h = Amount(BuyCount24h, ref invalid),
            SellCount24h = Amount(SellCount24h, ref invalid),
            Security = Shares(Security, ref invalid),
            AgeHours = Amount(AgeHours, ref invalid),
        };
        anyInvalid = invalid;
        return clean;
    }

    // Only security facts with an invalid share are copied, so that the score of any other token allocates nothing.
    private static SecurityFacts? Shares(SecurityFacts? security, ref bool invalid)
    {
        if (security is null
            || (Plausible.IsShare(security.Top10Share) && Plausible.IsShare(security.CreatorShare)
                && Plausible.IsShare(security.OwnerShare) && Plausible.IsShare(security.TransferFee)))
        {
            return security;
        }

        return security with
        {
            Top10Share = Share(security.Top10Share, ref invalid),
            CreatorShare = Share(security.CreatorShare, ref invalid),
            OwnerShare = Share(security.OwnerShare, ref invalid),
            TransferFee = Share(security.TransferFee, ref invalid),
        };
    }

    private static double? Amount(double? value, ref bool invalid)
    {
        if (value is not { } known)
        {
            return null;
        }

        // Amounts are limited, so that the sum of two is finite. No component of the score distinguishes larger ones.
        if (double.IsFinite(known) && known >= 0)
        {
            return Math.Min(known, Plausible.MaxAmount);
        }

        invalid = true;
        return null;
    }

    // As an input of the score, a share above 1 is never a percentage: 30 is invalid, not 30 %.
    private static double? Share(double? value, ref bool invalid)
    {
        if (Plausible.IsShare(value))
        {
            return value;
        }

        invalid = true;
        return null;
    }

    // A price fall of more than 100 % is kept for the floor of the momentum score. As a missing input it would score better than a fall of
    // 90 %.
    private static double? Change(double? value, ref bool invalid)
    {
        if (value is not { } known || double.IsFinite(known))
        {
            return value;
        }

        invalid = true;
        return null;
    }
}
