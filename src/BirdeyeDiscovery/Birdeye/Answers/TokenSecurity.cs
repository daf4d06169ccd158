namespace BirdeyeDiscovery;

/// <summary>A token's security answer, from the Solana shapes of every age or from the EVM shapes. Shares are fractions.</summary>
/// <remarks>An answer without a finite total supply above zero is not valid; the gateway reports it as unknown.</remarks>
internal sealed record TokenSecurity
{
    public required Datum<TokenUnits> TotalSupply { get; init; }

    /// <summary>
    /// Gets the account in the security answer that can mint more (<c>ownerAddress</c>); null means renounced, missing means not known.
    /// </summary>
    public Datum<string> MintAuthority { get; init; }

    /// <summary>
    /// Gets the account in the security answer that can freeze; null means that there is none. The address of 32 ones also means none and
    /// is normalized to null.
    /// </summary>
    public Datum<string> FreezeAuthority { get; init; }

    public Datum<bool> Freezeable { get; init; }

    public Datum<bool> MutableMetadata { get; init; }

    public Datum<Fraction> Top10User { get; init; }

    public Datum<Fraction> Top10Holder { get; init; }

    public Datum<Fraction> CreatorShare { get; init; }

    public Datum<Fraction> OwnerShare { get; init; }

    public Datum<bool> TransferFeeEnabled { get; init; }

    /// <summary>Gets the transfer fee of the security answer; invalid when the answer has fee data that cannot be read.</summary>
    public Datum<Fraction> TransferFee { get; init; }

    public Datum<bool> NonTransferable { get; init; }

    public Datum<bool> IsToken2022 { get; init; }

    public Datum<bool> FakeToken { get; init; }

    public LiquidityLock LiquidityLock { get; init; }

    public Datum<DateTimeOffset> CreatedAt { get; init; }
}
