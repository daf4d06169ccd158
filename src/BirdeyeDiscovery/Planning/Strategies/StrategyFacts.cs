using System.Diagnostics;

namespace BirdeyeDiscovery.Strategies;

/// <summary>The facts by which a policy chooses. Figures are of this cycle; <see langword="null"/> is unknown, not zero.</summary>
[DebuggerDisplay("{Symbol,nq} {Address,nq}: {Category}")]
public sealed class StrategyFacts
{
    /// <summary>Gets the mint address.</summary>
    public required string Address { get; init; }

    /// <summary>Gets the symbol, a label that anybody can choose.</summary>
    public required string Symbol { get; init; }

    /// <summary>Gets the category that the token has from now on.</summary>
    public required TokenCategory Category { get; init; }

    /// <summary>Gets the previous category; <see langword="null"/> for a token that was never tracked.</summary>
    public TokenCategory? PreviousCategory { get; init; }

    /// <summary>Gets the previous strategy; <see langword="null"/> for a token that was never tracked.</summary>
    public StrategyChoice? Previous { get; init; }

    /// <summary>Gets the fully diluted value in USD.</summary>
    public double? FdvUsd { get; init; }

    /// <summary>Gets the liquidity in USD.</summary>
    public double? LiquidityUsd { get; init; }

    /// <summary>Gets the volume of 24 hours in USD.</summary>
    public double? Volume24hUsd { get; init; }

    /// <summary>Gets the score, 0 to 100; <see langword="null"/> for a seed.</summary>
    public decimal? Score { get; init; }
}
