using System.Globalization;
using System.Text;

namespace BirdeyeDiscovery.Ledger;

/// <summary>Makes text of strangers safe to draw in charts and to write on pages: anybody can choose the name of a token.</summary>
/// <remarks>
/// Characters that a browser or a parser refuses, control characters and those that change the direction of the text around them become
/// U+FFFD. Marks that pile up on one letter are cut. Encoding is the work of <see cref="Markup"/>.
/// </remarks>
internal static class SafeText
{
    private const int LongestLabel = 40;
    private const int MostMarks = 2;

    /// <summary>Gets a label that is short enough to draw in a chart: one line, by default at most 40 characters.</summary>
    public static string Label(string? text, int longest = LongestLabel)
    {
        if (string.IsNullOrWhiteSpace(text))
        {
            return "(no name)";
        }

        var label = new StringBuilder();
        var (count, marks) = (0, 0);
        foreach (var rune in text.EnumerateRunes())
        {
            marks = Rune.GetUnicodeCategory(rune) is UnicodeCategory.NonSpacingMark or UnicodeCategory.EnclosingMark ? marks + 1 : 0;
            if (marks > MostMarks)
            {
                continue;
            }

            if (count++ == longest)
            {
                label.Append('…');
                break;
            }

            label.Append(Of(rune, isLine: true));
        }

        return label.ToString();
    }

    /// <summary>Gets a character that is safe to draw in a chart: the given one, or what replaces it.</summary>
    /// <param name="rune">The character.</param>
    /// <param name="isLine">Whether the end of a line becomes a space.</param>
    public static Rune Of(Rune rune, bool isLine = false)
    {
        const int joiner = 0x200D;
        return rune.Value is '\n' or '\t' or '\r' ? (isLine ? new Rune(' ') : rune)
            : Rune.GetUnicodeCategory(rune) switch
            {
                UnicodeCategory.LineSeparator or UnicodeCategory.ParagraphSeparator => new Rune(' '),
                UnicodeCategory.Control or UnicodeCategory.Surrogate => Rune.ReplacementChar,
                UnicodeCategory.Format when rune.Value != joiner => Rune.ReplacementChar,
                _ when (rune.Value & 0xFFFE) == 0xFFFE || rune.Value is >= 0xFDD0 and <= 0xFDEF => Rune.ReplacementChar,
                _ => rune,
            };
    }
}
