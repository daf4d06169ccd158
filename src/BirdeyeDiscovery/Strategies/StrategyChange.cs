namespace BirdeyeDiscovery.Strategies;

/// <summary>A change of a token's strategy by hand: what is to be, and who wants it.</summary>
public sealed record StrategyChange
{
    /// <summary>Gets the mint address; one that migrated stands for the token at the end of its chain.</summary>
    public required string TokenAddress { get; init; }

    /// <summary>Gets the new type, 1 to 50 printable characters; <see langword="null"/> keeps the current one.</summary>
    public string? StrategyType { get; init; }

    /// <summary>Gets the new configuration as JSON of up to 100,000 characters; <see langword="null"/> keeps the current one.</summary>
    public string? StrategyConfig { get; init; }

    /// <summary>Gets a value indicating whether the token is to have no configuration.</summary>
    public bool ClearConfig { get; init; }

    /// <summary>Gets the version whose type and configuration are to be again; <see langword="null"/> for none.</summary>
    public int? RollBackTo { get; init; }

    /// <summary>Gets a value indicating whether cycles leave the strategy alone from now on; <see langword="false"/> hands it back to the policy.</summary>
    public bool IsByHand { get; init; } = true;

    /// <summary>Gets who changes it: 1 to 100 printable characters, not <c>engine</c>.</summary>
    public required string ChangedBy { get; init; }

    /// <summary>Gets why, up to 500 printable characters.</summary>
    public string? Reason { get; init; }

    /// <summary>Gets the version that the caller saw; with another one current the change is refused. <see langword="null"/> takes whatever is current.</summary>
    public int? ExpectedVersion { get; init; }

    /// <summary>Gets the caller's own id of this change, 1 to 100 printable ASCII characters without spaces, unique in the store. With one, sending it again is safe.</summary>
    public string? ChangeId { get; init; }
}
