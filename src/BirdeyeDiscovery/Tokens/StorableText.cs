namespace BirdeyeDiscovery;

/// <summary>
/// Defines the texts of tokens that every store can hold. PostgreSQL has the narrowest rule, so it applies to all stores.
/// </summary>
internal static class StorableText
{
    /// <summary>
    /// Gets whether every store can keep a text of a token, such as its symbol: PostgreSQL accepts neither NUL nor half of a surrogate
    /// pair.
    /// </summary>
    public static bool CanStore(string text) => !text.Contains('\0', StringComparison.Ordinal)
        && (text.AsSpan().IndexOfAnyInRange('\uD800', '\uDFFF') < 0 || text.HasWholePairs());

    /// <summary>
    /// Gets a token's label with U+FFFD in place of everything that cannot be stored, so that a label does not make a cycle fail. An
    /// address is never altered.
    /// </summary>
    public static string? Label(string? text) =>
        text is null || CanStore(text)
            ? text
            : string.Concat(text.EnumerateRunes().Select(static rune => rune.Value == 0 ? "\uFFFD" : rune.ToString()));

    private static bool HasWholePairs(this string text)
    {
        for (var index = 0; index < text.Length; index++)
        {
            if (char.IsSurrogate(text[index]))
            {
                if (!char.IsHighSurrogate(text[index]) || index + 1 == text.Length || !char.IsLowSurrogate(text[index + 1]))
                {
                    return false;
                }

                index++;
            }
        }

        return true;
    }
}
