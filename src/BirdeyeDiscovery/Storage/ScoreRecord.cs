using System.Diagnostics;

namespace BirdeyeDiscovery.Storage;

/// <summary>
/// Represents a row of <c>token_scores</c>. Scores have 2 decimals, USD 2, percent points 4, shares 4; all have at most 15 significant
/// digits.
/// </summary>
[DebuggerDisplay("{Symbol,nq} {TokenAddress,nq}: {TotalScore}, {Action}")]
public sealed record ScoreRecord
{
    // A cycle creates one record to store for each scored candidate. A nullable value takes twice the space, so NaN and 0 mean that a value
    // is not known.
    private readonly double _priceUsd = double.NaN;
    private readonly int _rank;
    private readonly int _slotRank;

    /// <summary>Gets the mint address.</summary>
    public required string TokenAddress { get; init; }

    /// <summary>Gets the cleaned symbol.</summary>
    public required string Symbol { get; init; }

    /// <summary>Gets the total, 0 to 100.</summary>
    public required decimal TotalScore { get; init; }

    /// <summary>Gets the momentum component.</summary>
    public decimal? MomentumScore { get; init; }

    /// <summary>Gets the liquidity component.</summary>
    public decimal? LiquidityScore { get; init; }

    /// <summary>Gets the volume component.</summary>
    public decimal? VolumeScore { get; init; }

    /// <summary>Gets the safety component.</summary>
    public decimal? SafetyScore { get; init; }

    /// <summary>Gets the trade-flow component.</summary>
    public decimal? FlowScore { get; init; }

    /// <summary>Gets the rank among all ranked tokens; 1 is best, <see langword="null"/> without good data.</summary>
    public int? Rank
    {
        get => RankValue.Read(_rank);
        init => _rank = RankValue.Keep(value, nameof(Rank));
    }

    /// <summary>Gets the rank among the tokens that are not permanent, by which they enter and stay.</summary>
    public int? SlotRank
    {
        get => RankValue.Read(_slotRank);
        init => _slotRank = RankValue.Keep(value, nameof(SlotRank));
    }

    /// <summary>Gets the share of the input that was known, 0 to 1.</summary>
    public decimal Coverage { get; init; }

    /// <summary>Gets the price change of 5 minutes in percent points.</summary>
    public decimal? PriceChange5m { get; init; }

    /// <summary>Gets the price change of 1 hour in percent points.</summary>
    public decimal? PriceChange1h { get; init; }

    /// <summary>Gets the price change of 24 hours in percent points.</summary>
    public decimal? PriceChange24h { get; init; }

    /// <summary>Gets the price in USD, with all digits of the source; <see langword="null"/> when it was not known.</summary>
    public double? PriceUsd
    {
        get => double.IsNaN(_priceUsd) ? null : _priceUsd;
        init => _priceUsd = value ?? double.NaN;
    }

    /// <summary>Gets the liquidity in USD.</summary>
    public decimal? LiquidityUsd { get; init; }

    /// <summary>Gets the volume of 24 hours in USD.</summary>
    public decimal? Volume24hUsd { get; init; }

    /// <summary>Gets (buy − sell) / (buy + sell) of the 24 h value, −1 to 1.</summary>
    public decimal? BuySellImbalance { get; init; }

    /// <summary>Gets the action that the cycle took, or would have taken.</summary>
    public required ScoreAction Action { get; init; }

    /// <summary>Gets the reason of the action (<c>CODE</c> or <c>CODE: text</c>).</summary>
    public required string ActionReason { get; init; }
}
