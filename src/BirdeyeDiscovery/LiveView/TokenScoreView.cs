using System.Text.Json.Serialization;

namespace BirdeyeDiscovery;

/// <summary>A token's score as bots see it (<c>score:{address}</c>, JSON in snake_case).</summary>
public sealed record TokenScoreView
{
    /// <summary>The version of this form.</summary>
    public const int CurrentVersion = 1;

    /// <summary>Gets the version of the form.</summary>
    public int Version { get; init; } = CurrentVersion;

    /// <summary>Gets the mint address.</summary>
    public required string Address { get; init; }

    /// <summary>Gets the cleaned symbol.</summary>
    public required string Symbol { get; init; }

    /// <summary>Gets the category (<c>bluechip</c>, <c>midcap</c>, <c>emerging</c>).</summary>
    public required string Category { get; init; }

    /// <summary>Gets the status (<c>active</c>, <c>paused</c>, <c>removed</c>), or <see langword="null"/> when it is not tracked.</summary>
    public string? Status { get; init; }

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

    /// <summary>Gets the rank; <see langword="null"/> without good data.</summary>
    public int? Rank { get; init; }

    /// <summary>Gets the rank among the non-permanent tokens.</summary>
    public int? SlotRank { get; init; }

    /// <summary>Gets how much of the input was known, 0 to 1.</summary>
    public required decimal Coverage { get; init; }

    /// <summary>Gets what the cycle did (<c>add</c>, <c>keep</c>, <c>remove</c>, <c>skip</c>).</summary>
    public required string Action { get; init; }

    /// <summary>Gets why.</summary>
    public required string ActionReason { get; init; }

    /// <summary>Gets the cycle's time, unix seconds.</summary>
    public required long Timestamp { get; init; }

    /// <summary>Gets the name under which the token's candles are kept, or <see langword="null"/> when none are.</summary>
    public string? CandlesKey { get; init; }

    /// <summary>Gets the price change of 5 minutes in percent points.</summary>
    [JsonPropertyName("price_change_5m")]
    public decimal? PriceChange5m { get; init; }

    /// <summary>Gets the price change of 1 hour in percent points.</summary>
    [JsonPropertyName("price_change_1h")]
    public decimal? PriceChange1h { get; init; }

    /// <summary>Gets the price change of 24 hours in percent points.</summary>
    [JsonPropertyName("price_change_24h")]
    public decimal? PriceChange24h { get; init; }

    /// <summary>Gets the liquidity in USD.</summary>
    public decimal? LiquidityUsd { get; init; }

    /// <summary>Gets the volume of 24 hours in USD.</summary>
    [JsonPropertyName("volume_24h_usd")]
    public decimal? Volume24hUsd { get; init; }
}
