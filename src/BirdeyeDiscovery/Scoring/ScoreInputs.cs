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
    public SecurityInputs? Security { get; init; }
}
