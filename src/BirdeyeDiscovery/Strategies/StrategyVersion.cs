using System.Diagnostics;

namespace BirdeyeDiscovery.Strategies;

/// <summary>A row of <c>strategy_config_versions</c>: the old and the new strategy, the author and the time of the change.</summary>
[DebuggerDisplay("{TokenAddress,nq} version {Version}: {StrategyType,nq}")]
public sealed record StrategyVersion
{
    /// <summary>Gets the mint address under which the change was made.</summary>
    public required string TokenAddress { get; init; }

    /// <summary>Gets the version, starting at 1.</summary>
    public required int Version { get; init; }

    /// <summary>Gets the previous type; <see langword="null"/> for the strategy that a token entered with.</summary>
    public string? OldType { get; init; }

    /// <summary>Gets the previous configuration, as JSON.</summary>
    public string? OldConfig { get; init; }

    /// <summary>Gets the new type.</summary>
    public required string StrategyType { get; init; }

    /// <summary>Gets the new configuration, as JSON; <see langword="null"/> for none.</summary>
    public string? StrategyConfig { get; init; }

    /// <summary>Gets a value indicating whether cycles leave the strategy unchanged from this version on.</summary>
    public bool IsByHand { get; init; }

    /// <summary>Gets the author; <c>engine</c> for a cycle or the seeding.</summary>
    public required string ChangedBy { get; init; }

    /// <summary>Gets the reason.</summary>
    public string? Reason { get; init; }

    /// <summary>Gets the id that the caller gave the change.</summary>
    public string? ChangeId { get; init; }

    /// <summary>Gets the time of the cycle or of the call (UTC, whole milliseconds).</summary>
    public required DateTimeOffset ChangedAt { get; init; }
}
