namespace BirdeyeDiscovery.Scoring;

/// <summary>The security inputs of a score.</summary>
public readonly record struct SecurityInputs
{
    /// <summary>Gets a value indicating whether more tokens can be minted.</summary>
    public bool MintAuthorityLive { get; init; }

    /// <summary>Gets a value indicating whether accounts can be frozen.</summary>
    public bool FreezeAuthorityLive { get; init; }

    /// <summary>Gets whether the metadata may change; unknown counts as mutable.</summary>
    public bool? MutableMetadata { get; init; }

    /// <summary>Gets the share of supply of the ten largest holders, 0 to 1 (of users if known, otherwise of all holders).</summary>
    public double? Top10Share { get; init; }

    /// <summary>Gets the creator's share of supply, 0 to 1.</summary>
    public double? CreatorShare { get; init; }

    /// <summary>Gets the mint authority's share of supply, 0 to 1.</summary>
    public double? OwnerShare { get; init; }

    /// <summary>Gets the transfer fee as a fraction, 0 to 1.</summary>
    public double? TransferFee { get; init; }

    /// <summary>Gets a value indicating whether the token is a Token-2022 mint; for such a mint an unknown fee counts as 1 %.</summary>
    public bool IsToken2022 { get; init; }

    /// <summary>Gets what is known about the lock of the liquidity.</summary>
    public LiquidityLock LiquidityLock { get; init; }

    /// <summary>Gets the age of the token in hours.</summary>
    public double? AgeHours { get; init; }
}
