namespace BirdeyeDiscovery.Sources;

/// <summary>The market figures of one token. <see langword="null"/> means not known; every number is finite and in range.</summary>
/// <remarks>Each figure is declared once here; every type that carries figures from the source to the score inherits them.</remarks>
public abstract record MarketFigures
{
    /// <summary>Gets the price in USD, greater than 0. It decides nothing; it is stored so that the score can be measured later.</summary>
    public double? PriceUsd { get; init; }

    /// <summary>Gets the liquidity in USD.</summary>
    public double? LiquidityUsd { get; init; }

    /// <summary>Gets the fully diluted value in USD.</summary>
    public double? FdvUsd { get; init; }

    /// <summary>Gets the volume over 24 hours in USD.</summary>
    public double? Volume24hUsd { get; init; }

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
    public double? Buys24h { get; init; }

    /// <summary>Gets the number of sells within 24 hours.</summary>
    public double? Sells24h { get; init; }

    /// <summary>Gets the number of buys within 1 hour.</summary>
    public double? Buys1h { get; init; }

    /// <summary>Gets the number of sells within 1 hour.</summary>
    public double? Sells1h { get; init; }

    /// <summary>Gets the number of wallets that swapped within 24 hours.</summary>
    public double? UniqueWallets24h { get; init; }

    /// <summary>
    /// Gets the share of the sampled swap value that wallets bought and sold again, 0 to 1; null when no sampled swap has a value.
    /// </summary>
    public double? RoundTripShare { get; init; }

    /// <summary>Gets the time of the token's last swap (UTC).</summary>
    public DateTimeOffset? LastTradeAt { get; init; }

    private protected bool AreFiguresPlausible(DateTimeOffset now) =>
        Plausible.IsPrice(PriceUsd)
        && Plausible.IsAmount(LiquidityUsd) && Plausible.IsAmount(FdvUsd) && Plausible.IsAmount(Volume24hUsd)
        && Plausible.IsChange(Change5mPercent) && Plausible.IsChange(Change1hPercent) && Plausible.IsChange(Change24hPercent)
        && Plausible.IsAmount(BuyVolume24hUsd) && Plausible.IsAmount(SellVolume24hUsd)
        && Plausible.IsAmount(Buys24h) && Plausible.IsAmount(Sells24h) && Plausible.IsAmount(Buys1h) && Plausible.IsAmount(Sells1h)
        && Plausible.IsAmount(UniqueWallets24h)
        && (LastTradeAt is not { } last || Plausible.IsTime(last, now))
        && Plausible.IsShare(RoundTripShare);
}
