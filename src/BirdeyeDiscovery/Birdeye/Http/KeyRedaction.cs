using System.Net;
using System.Text;
using System.Text.RegularExpressions;

namespace BirdeyeDiscovery;

/// <summary>Keeps the API key out of the text of a failure that came from outside, in whatever encoding the text quotes it.</summary>
/// <remarks>
/// A key in plain text is masked, and the rest of the text is kept. The whole text is withheld if the key shows only after decoding
/// (percent signs, JSON and C escapes, HTML entities, base64, hexadecimal digits), if other characters separate those of the key, or if
/// the text has only half of the key: it is then not possible to know which part of the text is harmless.
/// </remarks>
internal static partial class KeyRedaction
{
    public const string Withheld = "the text is withheld, because it quotes the key";

    private const string Mask = "***";
    private const int MaxText = 16 * 1024;
    private const int MaxRounds = 4;

    // A shorter part of the API key is not searched for: it is not a secret, and it occurs in texts by chance.
    private const int LeastPart = 8;

    public static string Apply(string text, ApiKey key)
    {
        var secret = key.Reveal();
        var masked = (text.Length > MaxText ? text[..MaxText] : text).Replace(secret, Mask, StringComparison.OrdinalIgnoreCase);
        return Quotes(masked, secret) ? Withheld : masked;
    }

    private static bool Quotes(string text, string secret)
    {
        var parts = Parts(Letters(secret));
        for (var round = 0; round < MaxRounds; round++)
        {
            if (Shows(text, parts) || Packed().Matches(text).Any(run => Unpacked(run.Value).Any(unpacked => Shows(unpacked, parts))))
            {
                return true;
            }

            var decoded = Decode(text);
            if (string.Equals(decoded, text, StringComparison.Ordinal))
            {
                return false;
            }

            text = decoded;
        }

        // No legitimate text of a failure is escaped this many times, so it counts as one that quotes the API key.
        return true;
    }

    private static bool Shows(string text, string[] parts)
    {
        var letters = Letters(text);
        return parts.Any(part => letters.Contains(part, StringComparison.OrdinalIgnoreCase));
    }

    // Gets every part of the API key that is half as long as the key.
    private static string[] Parts(string letters)
    {
        var length = Math.Max(LeastPart, (letters.Length + 1) / 2);
        return letters.Length switch
        {
            < LeastPart => [],
            LeastPart => [letters],
            _ => [.. Enumerable.Range(0, letters.Length - length + 1).Select(start => letters.Substring(start, length))],
        };
    }

    // Only letters and digits of a text are compared with the API key, so that other characters between those of the key, visible or not,
    // cannot hide it. Full-width characters count as their plain equivalents.
    private static string Letters(string text)
    {
        var letters = new StringBuilder(text.Length);
        foreach (var character in text)
        {
            var plain = character is >= '\uFF01' and <= '\uFF5E' ? (char)(character - 0xFEE0) : character;
            if (char.IsAsciiLetterOrDigit(plain))
            {
                letters.Append(plain);
            }
        }

        return letters.ToString();
    }

    private static string Decode(string text) => Escape().Replace(
        WebUtility.HtmlDecode(Uri.UnescapeDataString(text)),
        static escape => ((char)Convert.ToInt32(escape.Groups["code"].Value, 16)).ToString());

    // An API key in base64 has groups of four letters, and other letters may precede it. So each of the four alignments is tried.
    private static IEnumerable<string> Unpacked(string run)
    {
        foreach (var hex in Hex().Matches(run).Select(static match => match.Value))
        {
            yield return Encoding.Latin1.GetString(Convert.FromHexString(hex.AsSpan(0, hex.Length / 2 * 2)));
            yield return Encoding.Latin1.GetString(Convert.FromHexString(hex.AsSpan(1, (hex.Length - 1) / 2 * 2)));
        }

        var plain = run.Replace('-', '+').Replace('_', '/');
        for (var start = 0; start < 4 && plain.Length - start >= LeastPart; start++)
        {
            var length = (plain.Length - start) / 4 * 4;
            var bytes = new byte[length / 4 * 3];
            if (Convert.TryFromBase64String(plain.Substring(start, length), bytes, out var written))
            {
                yield return Encoding.Latin1.GetString(bytes, 0, written);
            }
        }
    }

    [GeneratedRegex(@"\\+x\{?(?<code>[0-9A-Fa-f]{1,2})\}?|(?:\\+|%)u\{?(?<code>[0-9A-Fa-f]{1,4})\}?")]
    private static partial Regex Escape();

    [GeneratedRegex("[0-9A-Fa-f]{8,}")]
    private static partial Regex Hex();

    [GeneratedRegex("[A-Za-z0-9+/_-]{8,}")]
    private static partial Regex Packed();
}
