using System.Text.Json;

namespace BirdeyeDiscovery;

/// <summary>
/// Reads the Solana shape of a security answer: 35 keys today; in 2023 and 2024 fewer keys and two others (<c>mintable</c>,
/// <c>renounce</c>).
/// </summary>
internal static class SolanaSecurityReader
{
    private static readonly FieldNames Names = new();
    private static readonly int TotalSupply = Names.Add("totalSupply");
    private static readonly int OwnerAddress = Names.Add("ownerAddress");
    private static readonly int Mintable = Names.Add("mintable");
    private static readonly int Renounce = Names.Add("renounce");
    private static readonly int FreezeAuthority = Names.Add("freezeAuthority");
    private static readonly int Freezeable = Names.Add("freezeable");
    private static readonly int MutableMetadata = Names.Add("mutableMetadata");
    private static readonly int Top10User = Names.Add("top10UserPercent");
    private static readonly int Top10Holder = Names.Add("top10HolderPercent");
    private static readonly int CreatorShare = Names.Add("creatorPercentage");
    private static readonly int OwnerShare = Names.Add("ownerPercentage");
    private static readonly int TransferFeeEnable = Names.Add("transferFeeEnable");
    private static readonly int TransferFeeData = Names.Add("transferFeeData");
    private static readonly int NonTransferable = Names.Add("nonTransferable");
    private static readonly int IsToken2022 = Names.Add("isToken2022");
    private static readonly int FakeToken = Names.Add("fakeToken");
    private static readonly int IsTrueToken = Names.Add("isTrueToken");
    private static readonly int CreationTime = Names.Add("creationTime");

    public static TokenSecurity? Read(JsonElement data, DateTimeOffset now)
    {
        var fields = new FieldReader(Names, now);
        if (!fields.TryTake(data))
        {
            return null;
        }

        // LiquidityLock stays unknown: lockInfo is null in every recorded security answer, so the shape of a lock is not known.
        return new TokenSecurity
        {
            TotalSupply = fields.Number<TokenUnits>(TotalSupply),
            MintAuthority = ReadMintAuthority(fields),
            FreezeAuthority = WithoutNobody(fields.Address(FreezeAuthority)),
            Freezeable = fields.Flag(Freezeable),
            MutableMetadata = fields.Flag(MutableMetadata),
            Top10User = fields.Number<Fraction>(Top10User),
            Top10Holder = fields.Number<Fraction>(Top10Holder),
            CreatorShare = fields.Number<Fraction>(CreatorShare),
            OwnerShare = fields.Number<Fraction>(OwnerShare),
            TransferFeeEnabled = fields.Flag(TransferFeeEnable),
            TransferFee = TransferFeeReader.Read(fields.Element(TransferFeeData)),
            NonTransferable = fields.Flag(NonTransferable),
            IsToken2022 = fields.Flag(IsToken2022),
            FakeToken = ReadFake(fields),
            CreatedAt = fields.Time(CreationTime),
        };
    }

    // In a security answer, ownerAddress is the mint authority. If it is absent or null, the older keys mintable and renounce can show that
    // an authority is live. If it is absent, they can also show that there is none.
    private static Datum<string> ReadMintAuthority(FieldReader fields)
    {
        var authority = fields.Address(OwnerAddress);
        if (authority.IsKnown || authority.IsInvalid)
        {
            return authority;
        }

        var mintable = fields.Flag(Mintable);
        var renounced = fields.Flag(Renounce);
        if (IsTrue(mintable) || IsFalse(renounced))
        {
            return Datum<string>.Known("unnamed");
        }

        return authority.State == DatumState.Null || IsTrue(renounced) || IsFalse(mintable) ? Datum<string>.Null : authority;
    }

    // No recorded security answer marks a fake, so any value other than null and false counts as a mark.
    private static Datum<bool> ReadFake(FieldReader fields)
    {
        var fake = fields.Flag(FakeToken);
        if (IsTrue(fake) || fake.IsInvalid || IsFalse(fields.Flag(IsTrueToken)))
        {
            return Datum<bool>.Known(true);
        }

        return fake;
    }

    private static Datum<string> WithoutNobody(Datum<string> authority) =>
        authority.TryGet(out var address) && address == TokenAddress.SystemProgram ? Datum<string>.Null : authority;

    private static bool IsTrue(Datum<bool> flag) => flag.TryGet(out var value) && value;

    private static bool IsFalse(Datum<bool> flag) => flag.TryGet(out var value) && !value;
}
