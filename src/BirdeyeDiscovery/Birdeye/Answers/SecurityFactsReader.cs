namespace BirdeyeDiscovery;

/// <summary>
/// Interprets the fields of Birdeye's security answer. Null means "safe" in some fields and "not known" in others. A missing key always
/// means "not known".
/// </summary>
internal static class SecurityFactsReader
{
    public static SecurityFacts From(TokenSecurity security)
    {
        var invalidFields = new List<string>();
        Note(security.MintAuthority, "ownerAddress");
        Note(security.FreezeAuthority, "freezeAuthority");
        Note(security.Freezeable, "freezeable");
        Note(security.MutableMetadata, "mutableMetadata");
        Note(security.Top10User, "top10UserPercent");
        Note(security.Top10Holder, "top10HolderPercent");
        Note(security.CreatorShare, "creatorPercentage");
        Note(security.OwnerShare, "ownerPercentage");
        Note(security.TransferFeeEnabled, "transferFeeEnable");
        Note(security.TransferFee, "transferFeeData");
        Note(security.NonTransferable, "nonTransferable");
        Note(security.IsToken2022, "isToken2022");
        Note(security.FakeToken, "fakeToken");
        Note(security.CreatedAt, "creationTime");

        var freeze = FreezeAuthority(security);
        var feeUnreadable = security.TransferFee.IsInvalid || (IsTrue(security.TransferFeeEnabled) && !security.TransferFee.IsKnown);
        return new SecurityFacts
        {
            MintAuthorityLive = security.MintAuthority.IsKnown,
            FreezeAuthorityLive = freeze is true,
            AuthorityUnknown = freeze is null || security.MintAuthority.State is DatumState.Missing or DatumState.Invalid,
            NonTransferable = IsTrue(security.NonTransferable),
            Fake = IsTrue(security.FakeToken),
            FeeUnreadable = feeUnreadable,
            TransferFee = feeUnreadable ? null : Fee(security),
            MutableMetadata = security.MutableMetadata.TryGet(out var mutable) ? mutable : null,
            Top10Share = Share(security.Top10User) ?? Share(security.Top10Holder),
            CreatorShare = Share(security.CreatorShare),
            OwnerShare = Share(security.OwnerShare),
            IsToken2022 = IsTrue(security.IsToken2022),
            LiquidityLock = security.LiquidityLock,
            CreatedAt = security.CreatedAt.TryGet(out var createdAt) ? createdAt : null,
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

    // Two fields of a security answer describe freezing. Either one alone can show that it is possible. To show that it is not, the
    // authority must be null, or it must be missing and the flag must be false or null.
    private static bool? FreezeAuthority(TokenSecurity security)
    {
        if (security.FreezeAuthority.IsKnown || IsTrue(security.Freezeable))
        {
            return true;
        }

        return security.FreezeAuthority.State switch
        {
            DatumState.Null => false,
            DatumState.Missing when security.Freezeable.IsKnown || security.Freezeable.State == DatumState.Null => false,
            _ => null,
        };
    }

    private static double? Fee(TokenSecurity security)
    {
        if (security.TransferFee.TryGet(out var fee))
        {
            return fee.Value;
        }

        // A transfer fee flag that is set in the answer is handled before, as an unreadable fee. A flag that is null or false means that
        // there is no fee.
        return security.TransferFeeEnabled.State is DatumState.Null or DatumState.Known ? 0 : null;
    }

    private static double? Share(Datum<Fraction> datum) => datum.TryGet(out var share) ? share.Value : null;

    private static bool IsTrue(Datum<bool> datum) => datum.TryGet(out var value) && value;
}
