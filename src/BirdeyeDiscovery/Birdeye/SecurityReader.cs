using System.Text.Json;

namespace BirdeyeDiscovery;

/// <summary>Reads <c>/defi/token_security</c> in all its shapes: Solana of every age, EVM flat and EVM nested.</summary>
internal static class SecurityReader
{
    public static Parsed<TokenSecurity> Read(JsonElement data, DateTimeOffset now)
    {
        TokenSecurity? security;
        if (data.TryGetProperty("result"u8, out var result))
        {
            if (result.ValueKind != JsonValueKind.Object || !result.TryGetProperty("data"u8, out var inner))
            {
                return Parsed<TokenSecurity>.Malformed("the security answer has no data in its result");
            }

            if (inner.ValueKind == JsonValueKind.Null)
            {
                return Parsed<TokenSecurity>.Unknown;
            }

            security = EvmSecurityReader.Read(inner, EvmSecurityShape.Nested, now);
        }
        else
        {
            security = EvmSecurityShape.IsFlat(data) ? EvmSecurityReader.Read(data, EvmSecurityShape.Flat, now) : SolanaSecurityReader.Read(data, now);
        }

        if (security is null)
        {
            return Parsed<TokenSecurity>.Malformed("the security answer is no object, or repeats a key");
        }

        // A token that is not yet indexed is answered with placeholders; without a supply no share in it means anything.
        return security.TotalSupply.TryGet(out var supply) && supply.Value > 0 ? security : Parsed<TokenSecurity>.Unknown;
    }
}
