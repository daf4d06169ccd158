namespace BirdeyeDiscovery.Ledger;

/// <summary>What one cycle observed of one token. <see langword="null"/> means not known.</summary>
/// <remarks>
/// A token without a total is only observed: it has no part in the ranking of this cycle, and its price counts for the cycles that scored
/// it earlier. Follow a token after it left the list where you can, because the returns of tokens that nobody follows are missing.
/// </remarks>
public readonly record struct ObservedToken
{
    /// <summary>Gets the mint address, which identifies the token.</summary>
    public required string Address { get; init; }

    /// <summary>Gets the total score.</summary>
    public double? Total { get; init; }

    /// <summary>Gets the momentum component.</summary>
    public double? Momentum { get; init; }

    /// <summary>Gets the liquidity component.</summary>
    public double? Liquidity { get; init; }

    /// <summary>Gets the volume component.</summary>
    public double? Volume { get; init; }

    /// <summary>Gets the safety component.</summary>
    public double? Safety { get; init; }

    /// <summary>Gets the trade-flow component.</summary>
    public double? Flow { get; init; }

    /// <summary>Gets whether the token is tracked after the cycle.</summary>
    public bool IsTracked { get; init; }

    /// <summary>Gets the price in USD, greater than 0.</summary>
    public double? PriceUsd { get; init; }

    /// <summary>Gets the liquidity in USD.</summary>
    public double? LiquidityUsd { get; init; }

    /// <summary>Gets the time of the token's last swap.</summary>
    public DateTimeOffset? LastTradeAt { get; init; }

    internal double? ValueOf(ScoreFactor factor) => factor switch
    {
        ScoreFactor.Total => Total,
        ScoreFactor.Momentum => Momentum,
        ScoreFactor.Liquidity => Liquidity,
        ScoreFactor.Volume => Volume,
        ScoreFactor.Safety => Safety,
        ScoreFactor.Flow => Flow,
        _ => IsTracked ? 1 : 0,
    };
}
