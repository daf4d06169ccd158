namespace BirdeyeDiscovery;

/// <summary>Which texts every store can hold. PostgreSQL has the narrowest rule, so all stores obey it.</summary>
internal static class StorableText
{
    /// <summary>Tells whether a text can stand in a column: PostgreSQL takes neither NUL nor half a surrogate pair.</summary>
    public static bool CanStore(string text) => !text.Contains('\0', StringComparison.Ordinal)
        && (text.AsSpan().IndexOfAnyInRange('\uD800', '\uDFFF') < 0 || text.HasWholePairs());

    /// <summary>Gets a label as it can be stored, with U+FFFD for what cannot: one label must not cost a cycle. An address is never altered.</summary>
    public static string? Label(string? text) =>
        text is null || CanStore(text) ? text : string.Concat(text.EnumerateRunes().Select(static rune => rune.Value == 0 ? "\uFFFD" : rune.ToString()));

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
