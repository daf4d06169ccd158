namespace BirdeyeDiscovery;

/// <summary>A token's security answer, from the Solana shapes of every age or from the EVM shapes. Shares are fractions.</summary>
/// <remarks>An answer without a finite total supply above zero is no valid answer; the gateway reports it as unknown.</remarks>
internal sealed record TokenSecurity
{
    public required Datum<TokenUnits> TotalSupply { get; init; }

    /// <summary>The account that can mint more (<c>ownerAddress</c>); null means renounced, missing means not known.</summary>
    public Datum<string> MintAuthority { get; init; }

    /// <summary>The account that can freeze; null or the 32-ones address (normalised to null here) means none.</summary>
    public Datum<string> FreezeAuthority { get; init; }

    public Datum<bool> Freezeable { get; init; }

    public Datum<bool> MutableMetadata { get; init; }

    public Datum<Fraction> Top10User { get; init; }

    public Datum<Fraction> Top10Holder { get; init; }

    public Datum<Fraction> CreatorShare { get; init; }

    public Datum<Fraction> OwnerShare { get; init; }

    public Datum<bool> TransferFeeEnabled { get; init; }

    /// <summary>The fee, where its data can be understood; invalid when there is fee data that cannot.</summary>
    public Datum<Fraction> TransferFee { get; init; }

    public Datum<bool> NonTransferable { get; init; }

    public Datum<bool> IsToken2022 { get; init; }

    public Datum<bool> FakeToken { get; init; }

    public LiquidityLock LiquidityLock { get; init; }

    public Datum<DateTimeOffset> CreatedAt { get; init; }
}
