namespace BirdeyeDiscovery;

/// <summary>What may stand as a token's address, on any chain.</summary>
/// <remarks>
/// ASCII letters and digits only: that holds base58 and 0x-hex, and keeps an address safe in URLs, cache keys and logs without quoting.
/// Move coin types (<c>0x2::sui::SUI</c>) do not fit; the API has no security answers for those chains either.
/// </remarks>
public static class TokenAddress
{
    /// <summary>How many characters an address may have.</summary>
    public const int MaxLength = 64;

    /// <summary>The system program of Solana, which the API gives for "nobody".</summary>
    public const string SystemProgram = "11111111111111111111111111111111";

    /// <summary>Says whether a text can be an address: 1 to <see cref="MaxLength"/> ASCII letters and digits.</summary>
    public static bool IsValid(string? address)
    {
        if (address is not { Length: >= 1 and <= MaxLength })
        {
            return false;
        }

        foreach (var c in address)
        {
            if (!char.IsAsciiLetterOrDigit(c))
            {
                return false;
            }
        }

        return true;
    }

    /// <summary>Brings an address to the form in which it is compared: EVM addresses ignore case, all others do not.</summary>
    public static string Normalize(string address) => IsEvm(address) ? address.ToLowerInvariant() : address;

    /// <summary>Says whether two texts are the same address.</summary>
    public static bool AreSame(string left, string right) => string.Equals(Normalize(left), Normalize(right), StringComparison.Ordinal);

    /// <summary>Says whether an address is one of an EVM chain, of whose letters the case means nothing. Base58 has no zero, so no Solana address begins like one.</summary>
    public static bool IsEvm(string address)
    {
        ArgumentNullException.ThrowIfNull(address);
        return address.Length == 42 && address.StartsWith("0x", StringComparison.OrdinalIgnoreCase);
    }
}
