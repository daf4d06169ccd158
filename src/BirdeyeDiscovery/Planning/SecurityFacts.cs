namespace BirdeyeDiscovery;

/// <summary>The security answer as the gates and the scorer use it.</summary>
internal sealed record SecurityFacts
{
    public bool MintAuthorityLive { get; init; }

    public bool FreezeAuthorityLive { get; init; }

    /// <summary>The answer leaves open whether more can be minted or accounts be frozen: not ok for entry, and no reason to pause.</summary>
    public bool AuthorityUnknown { get; init; }

    public bool NonTransferable { get; init; }

    public bool Fake { get; init; }

    /// <summary>A fee is enabled, or there is fee data, and it cannot be read: taken as too high.</summary>
    public bool FeeUnreadable { get; init; }

    public double? TransferFee { get; init; }

    public bool? MutableMetadata { get; init; }

    /// <summary>The users' share, else all holders'.</summary>
    public double? Top10Share { get; init; }

    public double? CreatorShare { get; init; }

    public double? OwnerShare { get; init; }

    public bool IsToken2022 { get; init; }

    public LiquidityLock LiquidityLock { get; init; }

    public DateTimeOffset? CreatedAt { get; init; }
}
