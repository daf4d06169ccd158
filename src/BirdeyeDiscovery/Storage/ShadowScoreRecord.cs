namespace BirdeyeDiscovery.Storage;

/// <summary>
/// Represents a row of <c>shadow_scores</c>: what a shadow scorer gave a token that the cycle scored. It decided nothing.
/// </summary>
public sealed record ShadowScoreRecord
{
    /// <summary>Gets the mint address, which has a score row in the same cycle.</summary>
    public required string TokenAddress { get; init; }

    /// <summary>Gets the name of the shadow scorer.</summary>
    public required string Scorer { get; init; }

    /// <summary>Gets the version of its model.</summary>
    public required string ScorerVersion { get; init; }

    /// <summary>Gets the hash of its options.</summary>
    public required string OptionsHash { get; init; }

    /// <summary>Gets the total, 0 to 100, with 2 decimals.</summary>
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
}
