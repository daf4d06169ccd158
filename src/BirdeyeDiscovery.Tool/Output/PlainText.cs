using System.Text;

namespace BirdeyeDiscovery.Tool;

/// <summary>
/// Makes text from others, such as symbols, safe for output on a terminal: nothing in it can move the cursor, change colours or reorder a
/// line.
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

            var isHarmful = Rune.GetUnicodeCategory(rune)
                is UnicodeCategory.Control or UnicodeCategory.Format or UnicodeCategory.LineSeparator
                or UnicodeCategory.ParagraphSeparator or UnicodeCategory.PrivateUse or UnicodeCategory.OtherNotAssigned;
            clean.Append(isHarmful ? "?" : rune.ToString());
        }

        return clean.ToString();
    }

    /// <summary>Shows a symbol, which anybody can choose, in quotes on the terminal.</summary>
    public static string Quoted(string? symbol) => $"\"{Clean(string.IsNullOrWhiteSpace(symbol) ? "?" : symbol, 20)}\"";

    /// <summary>Makes a symbol safe for a table column on the terminal; a hyphen when there is none.</summary>
    public static string Symbol(string? symbol) => string.IsNullOrWhiteSpace(symbol) ? "-" : Clean(symbol, 20);

    /// <summary>Shortens an address for output on a terminal so that it can still be recognized and found.</summary>
    public static string Short(string address) => address.Length <= 14 ? Clean(address) : $"{Clean(address[..6])}…{Clean(address[^6..])}";
}
