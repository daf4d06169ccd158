namespace BirdeyeDiscovery.Strategies;

/// <summary>A row of <c>strategy_config_versions</c>: what a strategy was, what it became, who changed it and when.</summary>
public sealed record StrategyVersion
{
    /// <summary>Gets the mint address under which the change was made.</summary>
    public required string TokenAddress { get; init; }

    /// <summary>Gets the version, from 1 on.</summary>
    public required int Version { get; init; }

    /// <summary>Gets the type before; <see langword="null"/> for the strategy that a token entered with.</summary>
    public string? OldType { get; init; }

    /// <summary>Gets the configuration before, as JSON.</summary>
    public string? OldConfig { get; init; }

    /// <summary>Gets the type from then on.</summary>
    public required string StrategyType { get; init; }

    /// <summary>Gets the configuration from then on, as JSON; <see langword="null"/> for none.</summary>
    public string? StrategyConfig { get; init; }

    /// <summary>Gets a value indicating whether cycles leave it alone from then on.</summary>
    public bool IsByHand { get; init; }

    /// <summary>Gets who changed it; <c>engine</c> for a cycle or the seeding.</summary>
    public required string ChangedBy { get; init; }

    /// <summary>Gets why.</summary>
    public string? Reason { get; init; }

    /// <summary>Gets the id that the caller gave the change.</summary>
    public string? ChangeId { get; init; }

    /// <summary>Gets when: the time of the cycle, or of the call (UTC, whole milliseconds).</summary>
    public required DateTimeOffset ChangedAt { get; init; }
}
