namespace BirdeyeDiscovery;

/// <summary>A token's security answer, from the Solana shapes of every age or from the EVM shapes. Shares are fractions.</summary>
/// <remarks>An answer without a finite total supply above zero is not valid; the gateway reports it as unknown.</remarks>
internal sealed record TokenSecurity
{
    public required Datum<double> TotalSupply { get; init; }

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

    public Datum<double> Top10User { get; init; }

    public Datum<double> Top10Holder { get; init; }

    public Datum<double> CreatorShare { get; init; }

    public Datum<double> OwnerShare { get; init; }

    public Datum<bool> TransferFeeEnabled { get; init; }

    /// <summary>Gets the transfer fee; invalid when the answer has fee data that cannot be read.</summary>
    public Datum<double> TransferFee { get; init; }

    public Datum<bool> NonTransferable { get; init; }

    public Datum<bool> IsToken2022 { get; init; }

    public Datum<bool> FakeToken { get; init; }

    public LiquidityLock LiquidityLock { get; init; }

    public Datum<DateTimeOffset> CreatedAt { get; init; }

    /// <summary>
    /// Interprets the fields of the security answer. Null means "safe" in some fields and "not known" in others. A missing field by itself
    /// means "not known".
    /// </summary>
    public SecurityFacts ToFacts()
    {
        var invalidFields = new List<string>();
        Note(MintAuthority, "ownerAddress");
        Note(FreezeAuthority, "freezeAuthority");
        Note(Freezeable, "freezeable");
        Note(MutableMetadata, "mutableMetadata");
        Note(Top10User, "top10UserPercent");
        Note(Top10Holder, "top10HolderPercent");
        Note(CreatorShare, "creatorPercentage");
        Note(OwnerShare, "ownerPercentage");
        Note(TransferFeeEnabled, "transferFeeEnable");
        Note(TransferFee, "transferFeeData");
        Note(NonTransferable, "nonTransferable");
        Note(IsToken2022, "isToken2022");
        Note(FakeToken, "fakeToken");
        Note(CreatedAt, "creationTime");

        var freeze = Freeze();
        var feeUnreadable = TransferFee.IsInvalid || (IsTrue(TransferFeeEnabled) && !TransferFee.IsKnown);
        return new SecurityFacts
        {
            MintAuthorityLive = MintAuthority.IsKnown,
            FreezeAuthorityLive = freeze is true,
            AuthorityUnknown = freeze is null || MintAuthority.State is DatumState.Missing or DatumState.Invalid,
            NonTransferable = IsTrue(NonTransferable),
            Fake = IsTrue(FakeToken),
            FeeUnreadable = feeUnreadable,
            TransferFee = feeUnreadable ? null : Fee(),
            MutableMetadata = MutableMetadata.TryGet(out var mutable) ? mutable : null,
            Top10Share = Share(Top10User) ?? Share(Top10Holder),
            CreatorShare = Share(CreatorShare),
            OwnerShare = Share(OwnerShare),
            IsToken2022 = IsTrue(IsToken2022),
            LiquidityLock = LiquidityLock,
            CreatedAt = CreatedAt.TryGet(out var createdAt) ? createdAt : null,
            InvalidFields = invalidFields.Count > 0 ? invalidFields : null,
        };

        void Note<T>(Datum<T> datum, string field)
        {
            if (datum.IsInvalid)
            {
                invalidFields.Add(field);
            }
        }
    }

    // Two fields of the security answer describe freezing. Either one alone can show that it is possible. It is impossible if the
    // authority is null, or if the authority is missing and the flag is false or null.
    private bool? Freeze()
    {
        if (FreezeAuthority.IsKnown || IsTrue(Freezeable))
        {
            return true;
        }

        return FreezeAuthority.State switch
        {
            DatumState.Null => false,
            DatumState.Missing when Freezeable.IsKnown || Freezeable.State == DatumState.Null => false,
            _ => null,
        };
    }

    private double? Fee()
    {
        if (TransferFee.TryGet(out var fee))
        {
            return fee;
        }

        // A flag that is set is handled before, as an unreadable fee. A flag that is null or false means that there is no fee.
        return TransferFeeEnabled.State is DatumState.Null or DatumState.Known ? 0 : null;
    }

    private static double? Share(Datum<double> datum) => datum.TryGet(out var share) ? share : null;

    private static bool IsTrue(Datum<bool> datum) => datum.TryGet(out var value) && value;
}
