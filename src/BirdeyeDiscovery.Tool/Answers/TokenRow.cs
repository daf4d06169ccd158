namespace BirdeyeDiscovery.Tool;

/// <summary>
/// Represents a row of the tool's list: a tracked token with its last score. The symbol is a label that anybody can choose.
/// </summary>
internal sealed record TokenRow
{
    public required string Address { get; init; }

    public string? Symbol { get; init; }

    public required TokenStatus Status { get; init; }

    /// <summary>Gets since when the token in the tool's list has this status.</summary>
    public DateTimeOffset? Since { get; init; }

    public string? Reason { get; init; }

    /// <summary>
    /// Gets whether the engine never pauses or removes the token in the tool's list. It is null for a moment in the past.
    /// </summary>
    public bool? IsPermanent { get; init; }

    /// <summary>Gets the person who paused or removed the token in the tool's list by hand.</summary>
    public string? HeldBy { get; init; }

    public string? HoldReason { get; init; }

    public TokenCategory? Category { get; init; }

    public string? StrategyType { get; init; }

    public int? Rank { get; init; }

    public int? SlotRank { get; init; }

    public decimal? TotalScore { get; init; }

    public decimal? MomentumScore { get; init; }

    public decimal? LiquidityScore { get; init; }

    public decimal? VolumeScore { get; init; }

    public decimal? SafetyScore { get; init; }

    public decimal? FlowScore { get; init; }

    /// <summary>Gets the time of the cycle that computed the score of this row of the tool's list of tokens.</summary>
    public DateTimeOffset? ScoredAt { get; init; }

    /// <summary>Gets the last totals of the token in the tool's list, oldest first.</summary>
    public IReadOnlyList<decimal> Trend { get; init; } = [];
}
