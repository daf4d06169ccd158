using Spectre.Console;
using Spectre.Console.Rendering;

namespace DiscoveryHost;

/// <summary>Represents one column of the ranked table.</summary>
/// <param name="Header">The header.</param>
/// <param name="Value">The text of a row.</param>
/// <param name="MaxWidth">The width beyond which a text is cut with an ellipsis.</param>
/// <param name="IsNumber">Whether the column is aligned to the right.</param>
/// <param name="Colour">The style of a row.</param>
/// <param name="MayDrop">Whether a terminal that is too narrow does without the column.</param>
internal sealed record ScoreColumn(
    string Header,
    Func<ScoreRow, string> Value,
    int MaxWidth = int.MaxValue,
    bool IsNumber = true,
    Func<ScoreRow, Style>? Colour = null,
    bool MayDrop = false)
{
    /// <summary>Gets the width that the column needs for these rows.</summary>
    public int Width(IReadOnlyList<ScoreRow> rows) =>
        Math.Min(MaxWidth, Math.Max(Header.Length, rows.Max(row => Value(row).GetCellWidth())));

    // Plain text instead of markup, so that a symbol such as "[red]" is shown literally. The text is cut here, because the table would wrap
    // one with spaces into a second row.
    public IRenderable Cell(ScoreRow row) => new Text(PlainText.Fit(Value(row), MaxWidth), Colour?.Invoke(row) ?? Style.Plain);
}
