using System.Diagnostics;
using System.Globalization;

namespace BirdeyeDiscovery;

/// <summary>The score of a token in the form that bots read (<c>score:{address}</c>, JSON in snake_case in Redis).</summary>
[DebuggerDisplay("{Symbol,nq} {Address,nq}: {TotalScore}, {Action,nq}")]
public sealed record TokenScoreView
{
    /// <summary>The current version of the score's format in the live view.</summary>
    internal const int CurrentVersion = 1;

    private const int MaxRank = 1_000_000;

    /// <summary>Gets the version of the format.</summary>
    public int Version { get; init; } = CurrentVersion;

    /// <summary>Gets the mint address.</summary>
    public required string Address { get; init; }

    /// <summary>Gets the cleaned symbol.</summary>
    public required string Symbol { get; init; }

    /// <summary>Gets the category (<c>bluechip</c>, <c>midcap</c>, <c>emerging</c>).</summary>
    public required string Category { get; init; }

    /// <summary>
    /// Gets the status (<c>active</c>, <c>paused</c>, <c>removed</c>), or <see langword="null"/> when the token is not tracked.
    /// </summary>
    public string? Status { get; init; }

    /// <summary>Gets the total score, 0 to 100.</summary>
    public required decimal TotalScore { get; init; }

    /// <summary>Gets the momentum component.</summary>
    public decimal? MomentumScore { get; init; }

    /// <summary>Gets the liquidity component.</summary>
    public decimal? LiquidityScore { get; init; }

    /// <summary>Gets the volume component.</summary>
    public decimal? VolumeScore { get; init; }

    /// <summary>Gets the safety component.</summary>
    public decimal? SafetyScore { get; init; }

    /// <summary>Gets the swap-flow component.</summary>
    public decimal? FlowScore { get; init; }

    /// <summary>Gets the rank; <see langword="null"/> if the data was not good enough.</summary>
    public int? Rank { get; init; }

    /// <summary>Gets the rank among the non-permanent tokens.</summary>
    public int? SlotRank { get; init; }

    /// <summary>Gets the share of the input that was known, 0 to 1.</summary>
    public required decimal Coverage { get; init; }

    /// <summary>Gets the action of the cycle (<c>add</c>, <c>keep</c>, <c>remove</c>, <c>skip</c>).</summary>
    public required string Action { get; init; }

    /// <summary>Gets the reason for the action.</summary>
    public required string ActionReason { get; init; }

    /// <summary>Gets the time of the cycle, in Unix seconds.</summary>
    public required long Timestamp { get; init; }

    /// <summary>Gets the name under which the candles of the token are stored, or <see langword="null"/> when none are.</summary>
    public string? CandlesKey { get; init; }

    /// <summary>Gets the price change of 5 minutes in percentage points.</summary>
    public decimal? PriceChange5m { get; init; }

    /// <summary>Gets the price change of 1 hour in percentage points.</summary>
    public decimal? PriceChange1h { get; init; }

    /// <summary>Gets the price change of 24 hours in percentage points.</summary>
    public decimal? PriceChange24h { get; init; }

    /// <summary>Gets the liquidity in USD.</summary>
    public decimal? LiquidityUsd { get; init; }

    /// <summary>Gets the volume of 24 hours in USD.</summary>
    public decimal? Volume24hUsd { get; init; }

    /// <summary>Gets the score in one line.</summary>
    /// <returns>The symbol and the address with, for example, <c>71.25, rank 2, keep (RANK_KEPT)</c>.</returns>
    public override string ToString()
    {
        var rank = Rank is { } number ? string.Create(CultureInfo.InvariantCulture, $"rank {number}") : "no rank";
        return string.Create(CultureInfo.InvariantCulture, $"{Symbol} {Address}: {TotalScore}, {rank}, {Action} ({ActionReason})");
    }

    /// <summary>Gets whether a score that was read from a shared cache is complete and contains only possible values.</summary>
    internal bool IsPlausible() =>
        TokenAddress.IsValid(Address)
        && this is { Symbol: not null, Category: not null, Action: not null, ActionReason: not null }
        && Plausible.IsTime(Timestamp)
        && IsScore(TotalScore) && IsScore(MomentumScore) && IsScore(LiquidityScore)
        && IsScore(VolumeScore) && IsScore(SafetyScore) && IsScore(FlowScore)
        && Coverage is >= 0 and <= 1
        && IsRank(Rank) && IsRank(SlotRank)
        && Plausible.IsAmount((double?)LiquidityUsd) && Plausible.IsAmount((double?)Volume24hUsd)
        && Plausible.IsChange((double?)PriceChange5m) && Plausible.IsChange((double?)PriceChange1h)
        && Plausible.IsChange((double?)PriceChange24h);

    private static bool IsScore(decimal? value) => value is null or (>= 0 and <= 100);

    private static bool IsRank(int? value) => value is null or (>= 1 and <= MaxRank);
}
