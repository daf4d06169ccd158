namespace BirdeyeDiscovery;

/// <summary>Checks the input of an operator before it is used.</summary>
internal static class OperatorInput
{
    public const int MaxName = 100;
    public const int MaxReason = 500;
    public const int MaxRequestId = 100;
    public const int MaxSymbol = 20;

    /// <exception cref="ArgumentException">A text is outside its allowed range; the message names it.</exception>
    public static void Check(OperatorNote note)
    {
        ArgumentNullException.ThrowIfNull(note);
        CheckText(note.By, nameof(OperatorNote.By), MaxName);
        CheckText(note.Reason, nameof(OperatorNote.Reason), MaxReason);
        if (note.RequestId is not null)
        {
            CheckText(note.RequestId, nameof(OperatorNote.RequestId), MaxRequestId);
        }
    }

    /// <exception cref="ArgumentException">The text is not an address.</exception>
    public static string Address(string address, string parameter)
    {
        ArgumentNullException.ThrowIfNull(address, parameter);
        return TokenAddress.IsValid(address)
            ? TokenAddress.Normalize(address)
            : throw new ArgumentException(
                $"{parameter} is {RefusedText.Shown(address)}; 1 to {TokenAddress.MaxLength} letters and digits are allowed.",
                parameter);
    }

    /// <exception cref="ArgumentException">The text is not an address of the chain.</exception>
    public static string AddressOn(string chain, string address, string parameter)
    {
        var normalized = Address(address, parameter);
        var isSolana = chain == "solana";
        if (isSolana
            ? TextRules.IsAddress(chain, normalized)
            : TokenAddress.IsEvm(normalized) && normalized.Skip(2).All(char.IsAsciiHexDigit))
        {
            return normalized;
        }

        // Every chain other than Solana whose tokens have security answers is an EVM chain, so the operator must give an EVM address.
        var words = isSolana ? TextRules.AddressWords(chain) : "0x and 40 hexadecimal digits";
        throw new ArgumentException($"{parameter} is {RefusedText.Shown(address)}; on {chain}, {words} is allowed.", parameter);
    }

    /// <exception cref="ArgumentException">The text is outside its allowed range.</exception>
    public static string? Symbol(string? symbol)
    {
        if (symbol is not null)
        {
            CheckText(symbol, nameof(symbol), MaxSymbol);
        }

        return symbol;
    }

    private static void CheckText(string? text, string field, int longest)
    {
        if (string.IsNullOrWhiteSpace(text)
            || text.Length > longest
            || !text.EnumerateRunes().All(rune => rune.Value != 0xFFFD && !System.Text.Rune.IsControl(rune)))
        {
            throw new ArgumentException(
                $"{field} is {RefusedText.Shown(text)}; 1 to {longest} characters are allowed, none of them a control character.",
                field);
        }
    }
}
