namespace BirdeyeDiscovery;

/// <summary>The rules for the address of a token on any chain.</summary>
/// <remarks>
/// Only ASCII letters and digits are allowed. This covers base58 and 0x-hex, and makes an address safe in URLs, cache keys and logs without
/// quoting. Move coin types (<c>0x2::sui::SUI</c>) do not fit, but the API has no security answers for those chains either.
/// </remarks>
public static class TokenAddress
{
    /// <summary>The largest number of characters in the address of a token.</summary>
    internal const int MaxLength = 64;

    /// <summary>An address that no token has: the system program of Solana, which the API uses for "nobody".</summary>
    internal const string SystemProgram = "11111111111111111111111111111111";

    /// <summary>Gets whether a text can be an address: 1 to <see cref="MaxLength"/> ASCII letters and digits.</summary>
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

    /// <summary>Gets the form of an address that is used in comparisons: EVM addresses ignore case, all others do not.</summary>
    public static string Normalize(string address) => IsEvm(address) ? address.ToLowerInvariant() : address;

    /// <summary>Gets whether two texts are the same token address.</summary>
    internal static bool AreSame(string left, string right) =>
        string.Equals(Normalize(left), Normalize(right), StringComparison.Ordinal);

    /// <summary>
    /// Gets whether an address belongs to an EVM chain, where the case of letters has no meaning. Base58 has no zero, so no Solana address
    /// begins like one.
    /// </summary>
    public static bool IsEvm(string address)
    {
        ArgumentNullException.ThrowIfNull(address);
        return address.Length == 42 && address.StartsWith("0x", StringComparison.OrdinalIgnoreCase);
    }
}
