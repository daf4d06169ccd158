using System.Text.Json;

namespace BirdeyeDiscovery;

/// <summary>
/// Reads <c>/defi/token_security</c>: the Solana shape (35 keys today; in 2023 and 2024 fewer keys and two others, <c>mintable</c> and
/// <c>renounce</c>), and through <see cref="EvmSecurityReader"/> the two EVM shapes.
/// </summary>
internal static class SecurityReader
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

    // Only answers for EVM chains have these keys.
    private static readonly int Result = Names.Add("result");
    private static readonly int InnerData = Names.Add("data");
    private static readonly int[] EvmMarks =
    [
        Names.Add("isMintable"), Names.Add("isHoneypot"), Names.Add("isOpenSource"), Names.Add("transferPausable"), Names.Add("buyTax"),
    ];

    public static Reading<TokenSecurity> Read(JsonElement data, DateTimeOffset now)
    {
        var fields = new FieldReader(Names, now);
        if (!fields.TryTake(data) || ReadShape(fields, data) is not { } security)
        {
            return FailureRules.Malformed<TokenSecurity>(
                BirdeyeEndpoint.Security, "the security answer is no object of a known shape, or repeats a key", now);
        }

        // The security answer for a token that the API has not indexed yet has placeholders. Without a supply, no share in the answer is
        // meaningful.
        return security.TotalSupply.TryGet(out var supply) && supply > 0
            ? Reading<TokenSecurity>.Of(security, now)
            : Reading<TokenSecurity>.Unknown(now);
    }

    private static TokenSecurity? ReadShape(FieldReader fields, JsonElement data)
    {
        if (fields.State(Result) != DatumState.Missing)
        {
            var inner = new FieldReader(Names, fields.Now);
            return inner.TryTake(fields.Element(Result))
                ? EvmSecurityReader.Read(inner.Element(InnerData), EvmSecurityShape.Nested, fields.Now)
                : null;
        }

        var isEvm = Array.Exists(EvmMarks, mark => fields.State(mark) != DatumState.Missing);
        return isEvm ? EvmSecurityReader.Read(data, EvmSecurityShape.Flat, fields.Now) : ReadSolana(fields);
    }

    private static TokenSecurity ReadSolana(FieldReader fields)
    {
        // LiquidityLock stays unknown: lockInfo is null in every recorded answer, so the shape of a lock is not known.
        return new TokenSecurity
        {
            TotalSupply = fields.Number(TotalSupply, Unit.Tokens),
            MintAuthority = ReadMintAuthority(fields),
            FreezeAuthority = WithoutNobody(fields.Address(FreezeAuthority)),
            Freezeable = fields.Flag(Freezeable),
            MutableMetadata = fields.Flag(MutableMetadata),
            Top10User = fields.Number(Top10User, Unit.Fraction),
            Top10Holder = fields.Number(Top10Holder, Unit.Fraction),
            CreatorShare = fields.Number(CreatorShare, Unit.Fraction),
            OwnerShare = fields.Number(OwnerShare, Unit.Fraction),
            TransferFeeEnabled = fields.Flag(TransferFeeEnable),
            TransferFee = TransferFeeReader.Read(fields.Element(TransferFeeData)),
            NonTransferable = fields.Flag(NonTransferable),
            IsToken2022 = fields.Flag(IsToken2022),
            FakeToken = ReadFake(fields),
            CreatedAt = fields.Time(CreationTime),
        };
    }

    // In a security answer, ownerAddress is the mint authority, and null means that there is none. The older keys mintable and renounce can
    // show an authority that a null or absent ownerAddress hides. If it is absent, they can also show that there is none.
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

    // No recorded answer marks a fake, so any value other than null and false counts as a mark.
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
