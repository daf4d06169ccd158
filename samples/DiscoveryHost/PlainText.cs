using System.Globalization;
using System.Text;

namespace DiscoveryHost;

/// <summary>
/// Makes text from others, such as symbols, safe for a terminal: nothing in it can move the cursor, change colors or reorder a line.
/// </summary>
internal static class PlainText
{
    public static string Clean(string? text, int maxLength = 400)
    {
        var clean = new StringBuilder();
        foreach (var rune in (text ?? "").EnumerateRunes())
        {
            if (clean.Length >= maxLength)
            {
                return clean.Append('…').ToString();
            }

            var harmful = Rune.GetUnicodeCategory(rune)
                is UnicodeCategory.Control or UnicodeCategory.Format or UnicodeCategory.LineSeparator
                or UnicodeCategory.ParagraphSeparator or UnicodeCategory.PrivateUse or UnicodeCategory.OtherNotAssigned;
            clean.Append(harmful ? "?" : rune.ToString());
        }

        return clean.ToString();
    }

    /// <summary>Shortens an address so that it can still be recognized and found.</summary>
    public static string Short(string address) => address.Length <= 14 ? Clean(address) : $"{Clean(address[..6])}…{Clean(address[^6..])}";
}
