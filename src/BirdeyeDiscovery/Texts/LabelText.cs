using System.Globalization;
using System.Text;

namespace BirdeyeDiscovery;

/// <summary>
/// Cleans text that token creators wrote, when it is received and before it reaches a store, a terminal or a log.
/// </summary>
internal static class LabelText
{
    public const int SymbolLength = 20;
    public const int NameLength = 100;

    /// <summary>
    /// Cleans a label that was received: drops characters that are invisible or break a line, a store or a terminal; joins white space;
    /// composes accents where the host has the tables for it (not under invariant globalization); cuts at <paramref name="maxLength"/>
    /// UTF-16 units, never inside a surrogate pair.
    /// </summary>
    public static string Clean(string? raw, int maxLength)
    {
        if (string.IsNullOrEmpty(raw) || maxLength <= 0)
        {
            return "";
        }

        if (raw.Length <= maxLength && IsPlain(raw))
        {
            return raw;
        }

        // Some characters of a received label grow when composed, so the final cut comes last. The first cut only limits the work on a
        // megabyte of text.
        var kept = Compose(Filter(raw, checked(maxLength * 4)));
        return Cut(kept, maxLength);
    }

    private static bool IsPlain(string raw)
    {
        for (var i = 0; i < raw.Length; i++)
        {
            var c = raw[i];
            if (c is < ' ' or > '~' || (c == ' ' && (i == 0 || i == raw.Length - 1 || raw[i - 1] == ' ')))
            {
                return false;
            }
        }

        return true;
    }

    private static string Filter(string raw, int maxLength)
    {
        var kept = new StringBuilder(Math.Min(raw.Length, maxLength));
        var gap = false;
        var scanned = 0;
        var remaining = raw.AsSpan();
        while (!remaining.IsEmpty && kept.Length < maxLength && scanned < 64 * 1024)
        {
            var isRune = Rune.DecodeFromUtf16(remaining, out var rune, out var used) == System.Buffers.OperationStatus.Done;
            remaining = remaining[used..];
            scanned += used;
            if (isRune && IsGap(rune))
            {
                gap = kept.Length > 0;
            }
            else if (isRune && IsVisible(rune))
            {
                if (gap)
                {
                    kept.Append(' ');
                    gap = false;
                }

                kept.Append(rune.ToString());
            }
        }

        return kept.ToString();
    }

    private static bool IsGap(Rune rune) => Rune.IsWhiteSpace(rune) || rune.Value is 0x2800 or 0x3164 or 0xFFA0 or 0x115F or 0x1160;

    private static bool IsVisible(Rune rune)
    {
        // In a received label, variation selectors and the grapheme joiner are marks that show nothing. U+FFFD replaces bytes that were not
        // text.
        if (rune.Value is (>= 0xFE00 and <= 0xFE0F) or (>= 0xE0100 and <= 0xE01EF) or 0x034F or 0xFFFD)
        {
            return false;
        }

        return Rune.GetUnicodeCategory(rune) is not (UnicodeCategory.Control
            or UnicodeCategory.Format
            or UnicodeCategory.Surrogate
            or UnicodeCategory.PrivateUse
            or UnicodeCategory.OtherNotAssigned);
    }

    private static string Compose(string text)
    {
        try
        {
            return text.Normalize(NormalizationForm.FormC);
        }
        catch (ArgumentException)
        {
            // The Unicode data of one host may reject a character of a received label that other hosts accept. A label must not cause a
            // failure.
            return text;
        }
    }

    private static string Cut(string text, int maxLength)
    {
        if (text.Length > maxLength)
        {
            var length = char.IsHighSurrogate(text[maxLength - 1]) ? maxLength - 1 : maxLength;
            text = text[..length];
        }

        return text.Trim();
    }
}
