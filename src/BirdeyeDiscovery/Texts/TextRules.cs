namespace BirdeyeDiscovery;

/// <summary>The rules for texts in the configuration.</summary>
internal static class TextRules
{
    private const string Base58 = "123456789ABCDEFGHJKLMNPQRSTUVWXYZabcdefghijkmnopqrstuvwxyz";

    /// <summary>Gets whether a text in the configuration is printable ASCII without spaces, of an allowed length.</summary>
    public static bool IsToken(string text, int least, int most) =>
        text.Length >= least && text.Length <= most && text.All(c => c is > ' ' and <= '~');

    public static bool IsChain(string text) =>
        text.Length is >= 1 and <= 32 && text.All(c => c is (>= 'a' and <= 'z') or (>= '0' and <= '9') or '-');

    public static bool IsSchema(string text) =>
        text.Length is >= 1 and <= 63
        && !char.IsAsciiDigit(text[0])
        && text.All(c => c is (>= 'a' and <= 'z') or (>= '0' and <= '9') or '_');

    /// <summary>
    /// Gets whether SQL accepts a text in the configuration as the name of a table or column: <c>^[A-Za-z_][A-Za-z0-9_]{0,62}$</c>.
    /// </summary>
    public static bool IsIdentifier(string? text) =>
        text is { Length: >= 1 and <= 63 } && !char.IsAsciiDigit(text[0]) && text.All(static c => char.IsAsciiLetterOrDigit(c) || c == '_');

    /// <summary>
    /// Gets whether a text in the configuration is not blank, not too long, and without control characters and broken surrogates.
    /// </summary>
    public static bool IsLabel(string text, int most) =>
        text.Length <= most
        && !string.IsNullOrWhiteSpace(text)
        && text.EnumerateRunes().All(r => r.Value != 0xFFFD && !System.Text.Rune.IsControl(r));

    public static bool IsAddress(string chain, string text) =>
        chain == "solana"
            ? text.Length is >= 32 and <= 44 && text.All(c => Base58.Contains(c, StringComparison.Ordinal))
            : IsToken(text, 1, 128);

    /// <summary>
    /// Gets whether a text that a person typed, such as one of the configuration, can be an address. A Solana address is 32 bytes, so most
    /// texts with a wrong, missing or doubled character are found; the form alone would accept them.
    /// </summary>
    public static bool IsTypedAddress(string chain, string text) =>
        IsAddress(chain, text) && (chain != "solana" || IsThirtyTwoBytes(text));

    public static string AddressWords(string chain) =>
        chain == "solana"
            ? "a mint address (32 bytes as 32 to 44 base-58 characters)"
            : "a token address of 1 to 128 printable ASCII characters without spaces";

    // In the text of a Solana address, each leading 1 is a byte 0; the other characters are the digits of one number.
    private static bool IsThirtyTwoBytes(string base58)
    {
        const int Bytes = 32;
        Span<byte> number = stackalloc byte[Bytes];
        number.Clear();
        var digits = base58.AsSpan().TrimStart('1');
        var length = 0;
        foreach (var digit in digits)
        {
            var carry = Base58.IndexOf(digit, StringComparison.Ordinal);
            for (var i = 0; i < length; i++)
            {
                carry += 58 * number[i];
                number[i] = (byte)carry;
                carry >>= 8;
            }

            if (carry > 0)
            {
                if (length == Bytes)
                {
                    return false;
                }

                // The carry of the digits in the text is below 58 and fits one byte.
                number[length++] = (byte)carry;
            }
        }

        return base58.Length - digits.Length + length == Bytes;
    }
}
