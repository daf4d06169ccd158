namespace BirdeyeDiscovery.Strategies;

/// <summary>A change of a token's strategy by hand: the new strategy, and who requests it.</summary>
public sealed record StrategyChange
{
    /// <summary>Gets the mint address; an address that migrated refers to the token at the end of its chain.</summary>
    public required string TokenAddress { get; init; }

    /// <summary>Gets the new type, 1 to 50 printable characters; <see langword="null"/> keeps the current one.</summary>
    public string? StrategyType { get; init; }

    /// <summary>Gets the new configuration as JSON of up to 100,000 characters; <see langword="null"/> keeps the current one.</summary>
    public string? StrategyConfig { get; init; }

    /// <summary>Gets a value indicating whether the configuration of the token is removed.</summary>
    public bool ClearConfig { get; init; }

    /// <summary>Gets the version whose type and configuration are restored; <see langword="null"/> for none.</summary>
    public int? RollBackTo { get; init; }

    /// <summary>
    /// Gets a value indicating whether cycles leave the strategy unchanged from now on; <see langword="false"/> returns it to the policy.
    /// </summary>
    public bool IsByHand { get; init; } = true;

    /// <summary>Gets the author of the change: 1 to 100 printable characters, not <c>engine</c>.</summary>
    public required string ChangedBy { get; init; }

    /// <summary>Gets the reason, up to 500 printable characters.</summary>
    public string? Reason { get; init; }

    /// <summary>
    /// Gets the version that the caller saw; if another version is current, the change is refused. <see langword="null"/> accepts any
    /// current version.
    /// </summary>
    public int? ExpectedVersion { get; init; }

    /// <summary>
    /// Gets the caller's own id of this change, 1 to 100 printable ASCII characters without spaces, unique in the store. A change with an
    /// id can safely be sent again.
    /// </summary>
    public string? ChangeId { get; init; }
}
