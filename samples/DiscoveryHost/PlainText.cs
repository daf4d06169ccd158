using System.Globalization;
using System.Text;
using Spectre.Console;

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

    /// <summary>Cuts a text with an ellipsis to a width on a terminal, where an ideograph or an emoji takes two cells.</summary>
    public static string Fit(string text, int width)
    {
        var fitting = text;
        for (var parts = StringInfo.ParseCombiningCharacters(text); parts.Length > 0 && fitting.GetCellWidth() > width; parts = parts[..^1])
        {
            fitting = text[..parts[^1]].TrimEnd() + "…";
        }

        return fitting;
    }

    /// <summary>Gets a number with its noun: <c>1 call</c>, <c>2 calls</c>.</summary>
    public static string Many(long count, string noun) =>
        string.Create(CultureInfo.InvariantCulture, $"{count} {noun}{(count == 1 ? "" : "s")}");

    /// <summary>Shortens an address so that it can still be recognized and found.</summary>
    public static string Short(string address) => address.Length <= 14 ? Clean(address) : $"{Clean(address[..6])}…{Clean(address[^6..])}";
}
