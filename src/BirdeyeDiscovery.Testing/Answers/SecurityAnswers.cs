using System.Text.Json;

namespace BirdeyeDiscovery.Testing;

/// <summary>The 35 keys of a Solana security answer of the local Birdeye.</summary>
internal static class SecurityAnswers
{
    /// <summary>The local Birdeye answers without security facts until this many minutes after the launch of a token.</summary>
    public const double IndexingMinutes = 12;

    private const string SystemProgram = "11111111111111111111111111111111";
    private const string PumpAuthority = "TSLvdd1pWpHVjahSpsvCXUbgwsL3JAcvokwaKt1eokM";

    public static void Write(Utf8JsonWriter json, MarketToken token)
    {
        var key = Chance.Key(token.Key, 40);
        var isMajor = token.Class == TokenClass.Major;
        var creator = Base58.Address(Chance.Key(key, 1));
        var created = DateTimeOffset.UnixEpoch.AddMinutes(token.Birth).ToUnixTimeSeconds();
        var slot = (created - 1_600_000_000) * 5 / 2;
        var isPump = token.Address.EndsWith("pump", StringComparison.Ordinal);
        var isToken2022 = token.Unsafe == Unsafe.Fee;
        var transaction = Signature(Chance.Key(key, 2));
        json.WriteStartObject();
        Text(json, "creatorAddress"u8, isMajor ? null : creator);
        json.WriteNull("creatorOwnerAddress"u8);
        Text(json, "ownerAddress"u8, token.Unsafe == Unsafe.MintAuthority ? creator : null);
        json.WriteNull("ownerOfOwnerAddress"u8);
        Origin(json, "creationTx"u8, "creationTime"u8, "creationSlot"u8, transaction, created, slot, isMajor);
        Origin(json, "mintTx"u8, "mintTime"u8, "mintSlot"u8, transaction, created, slot, isMajor);
        var share = isMajor ? 0 : Math.Round(0.07 * Math.Pow(Chance.Unit(key, 3), 2), 12);
        json.WriteNumber("creatorBalance"u8, Math.Round(share * token.Supply, 6));
        var isOwned = token.Unsafe == Unsafe.MintAuthority;
        Number(json, "ownerBalance"u8, isOwned ? Math.Round(share * token.Supply, 6) : null);
        Number(json, "ownerPercentage"u8, isOwned ? share : null);
        json.WriteNumber("creatorPercentage"u8, share);
        Text(json, "metaplexUpdateAuthority"u8, isPump ? PumpAuthority : isMajor ? null : creator);
        Text(json, "metaplexOwnerUpdateAuthority"u8, isPump ? SystemProgram : null);
        json.WriteNull("metaplexUpdateAuthorityBalance"u8);
        json.WriteNull("metaplexUpdateAuthorityPercent"u8);
        json.WriteBoolean("mutableMetadata"u8, !isPump && !isMajor && Chance.Unit(key, 4) < 0.4);
        Holders(json, token, key);
        json.WriteNull("isTrueToken"u8);
        json.WriteNull("fakeToken"u8);
        json.WriteNumber("totalSupply"u8, token.Supply);
        json.WriteStartArray("preMarketHolder"u8);
        json.WriteEndArray();
        json.WriteNull("lockInfo"u8);
        if (token.Unsafe == Unsafe.FreezeAuthority)
        {
            json.WriteBoolean("freezeable"u8, true);
        }
        else
        {
            json.WriteNull("freezeable"u8);
        }

        Text(
            json,
            "freezeAuthority"u8,
            token.Unsafe == Unsafe.FreezeAuthority ? creator : isPump && Chance.Unit(key, 5) < 0.2 ? SystemProgram : null);
        Fee(json, isToken2022, creator);
        json.WriteBoolean("isToken2022"u8, isToken2022);
        json.WriteNull("nonTransferable"u8);
        json.WriteBoolean("jupStrictList"u8, isMajor);
        json.WriteEndObject();
    }

    private static void Holders(Utf8JsonWriter json, MarketToken token, ulong key)
    {
        var top = token.Unsafe == Unsafe.Concentrated
            ? Chance.Between(key, 6, 0.75, 0.97)
            : token.Class == TokenClass.Major ? 0.06 : Chance.Between(key, 7, 0.09, 0.27);
        var users = token.Class is TokenClass.Major or TokenClass.Established ? top * 0.8 : top;
        json.WriteNumber("top10HolderBalance"u8, Math.Round(top * token.Supply, 6));
        json.WriteNumber("top10HolderPercent"u8, top);
        json.WriteNumber("top10UserBalance"u8, Math.Round(users * token.Supply, 6));
        json.WriteNumber("top10UserPercent"u8, users);
    }

    private static void Fee(Utf8JsonWriter json, bool hasFee, string authority)
    {
        if (!hasFee)
        {
            json.WriteNull("transferFeeEnable"u8);
            json.WriteNull("transferFeeData"u8);
            return;
        }

        // No recorded security answer has transferFeeData, so the local Birdeye's answer has it in the format of the transfer fee extension
        // of Token-2022 on the chain.
        json.WriteBoolean("transferFeeEnable"u8, true);
        json.WriteStartObject("transferFeeData"u8);
        json.WriteString("transfer_fee_config_authority"u8, authority);
        json.WriteStartObject("newer_transfer_fee"u8);
        json.WriteNumber("transfer_fee_basis_points"u8, 1500);
        json.WriteEndObject();
        json.WriteEndObject();
    }

    private static void Origin(
        Utf8JsonWriter json,
        ReadOnlySpan<byte> tx,
        ReadOnlySpan<byte> time,
        ReadOnlySpan<byte> slot,
        string transaction,
        long seconds,
        long number,
        bool isOld)
    {
        Text(json, tx, isOld ? null : transaction);
        Number(json, time, isOld ? null : seconds);
        Number(json, slot, isOld ? null : number);
    }

    private static void Text(Utf8JsonWriter json, ReadOnlySpan<byte> name, string? value)
    {
        if (value is null)
        {
            json.WriteNull(name);
        }
        else
        {
            json.WriteString(name, value);
        }
    }

    private static void Number(Utf8JsonWriter json, ReadOnlySpan<byte> name, double? value)
    {
        if (value is { } number)
        {
            json.WriteNumber(name, number);
        }
        else
        {
            json.WriteNull(name);
        }
    }

    private static string Signature(ulong key)
    {
        Span<char> text = stackalloc char[88];
        Base58.Fill(text, key);
        return new string(text);
    }
}
