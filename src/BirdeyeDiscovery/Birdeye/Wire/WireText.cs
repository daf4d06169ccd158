using System.Globalization;
using System.Text;

namespace BirdeyeDiscovery;

/// <summary>Decodes the content of a JSON string, whatever it contains.</summary>
/// <remarks>
/// The JSON reader throws for invalid UTF-8 and for half of a surrogate pair; one such label must not invalidate the whole page.
/// </remarks>
internal static class WireText
{
    /// <param name="raw">The bytes between the quotes, with escapes as received.</param>
    /// <param name="maxBytes">The number of bytes to read; the rest is cut.</param>
    public static string Decode(ReadOnlySpan<byte> raw, int maxBytes)
    {
        if (raw.Length > maxBytes)
        {
            raw = raw[..maxBytes];
        }

        var text = Encoding.UTF8.GetString(raw);
        return text.Contains('\\', StringComparison.Ordinal) ? Unescape(text) : text;
    }

    private static string Unescape(string text)
    {
        var result = new StringBuilder(text.Length);
        for (var i = 0; i < text.Length; i++)
        {
            if (text[i] != '\\')
            {
                result.Append(text[i]);
            }
            else if (++i < text.Length)
            {
                if (text[i] != 'u')
                {
                    result.Append(Simple(text[i]));
                }
                else if (i + 4 < text.Length
                    && ushort.TryParse(text.AsSpan(i + 1, 4), NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture, out var unit))
                {
                    result.Append((char)unit);
                    i += 4;
                }
                else
                {
                    // An escape in received JSON text is incomplete only where the text was cut at the limit, so nothing follows.
                    break;
                }
            }
        }

        return result.ToString();
    }

    private static char Simple(char c) => c switch
    {
        'b' => '\b',
        'f' => '\f',
        'n' => '\n',
        'r' => '\r',
        't' => '\t',
        _ => c,
    };
}
