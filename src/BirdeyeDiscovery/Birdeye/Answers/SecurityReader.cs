using System.Text.Json;

namespace BirdeyeDiscovery;

/// <summary>Reads the answers of <c>/defi/token_security</c> in all its shapes: Solana of every age, EVM flat and EVM nested.</summary>
internal static class SecurityReader
{
    private static readonly FieldNames Names = new();
    private static readonly int Result = Names.Add("result");
    private static readonly int InnerData = Names.Add("data");

    // Only the security answers for contracts of EVM chains have these keys.
    private static readonly int[] EvmMarks =
    [
        Names.Add("isMintable"), Names.Add("isHoneypot"), Names.Add("isOpenSource"), Names.Add("transferPausable"), Names.Add("buyTax"),
    ];

    public static Parsed<TokenSecurity> Read(JsonElement data, DateTimeOffset now)
    {
        var fields = new FieldReader(Names, now);
        if (!fields.TryTake(data) || ReadShape(fields, data, now) is not { } security)
        {
            return Parsed<TokenSecurity>.Malformed("the security answer is no object of a known shape, or repeats a key");
        }

        // The security answer for a token that the API has not indexed yet has placeholders. Without a supply, no share in the answer is
        // meaningful.
        return security.TotalSupply.TryGet(out var supply) && supply.Value > 0 ? security : Parsed<TokenSecurity>.Unknown;
    }

    private static TokenSecurity? ReadShape(FieldReader fields, JsonElement data, DateTimeOffset now)
    {
        if (fields.State(Result) != DatumState.Missing)
        {
            var inner = new FieldReader(Names, now);
            return inner.TryTake(fields.Element(Result))
                ? EvmSecurityReader.Read(inner.Element(InnerData), EvmSecurityShape.Nested, now)
                : null;
        }

        var isEvm = Array.Exists(EvmMarks, mark => fields.State(mark) != DatumState.Missing);
        return isEvm ? EvmSecurityReader.Read(data, EvmSecurityShape.Flat, now) : SolanaSecurityReader.Read(data, now);
    }
}
