using Spectre.Console;
using Spectre.Console.Rendering;

namespace BirdeyeDiscovery.Tool;

/// <summary>
/// Lays out rows on the terminal in columns without borders. Every column is as wide as its texts; the last one gets the remaining width,
/// and is cut if its text does not fit.
/// </summary>
internal sealed class TextTable(int gap = 2)
{
    private const int LeastLast = 8;

    private readonly List<TextColumn> _columns = [];
    private readonly List<TextCell[]> _rows = [];

    public TextTable Add(string header, bool isNumber = false, int most = int.MaxValue)
    {
        _columns.Add(new TextColumn(header, isNumber, most));
        return this;
    }

    public void Row(params TextCell[] cells) => _rows.Add(cells);

    public void Write(IAnsiConsole console)
    {
        var table = new Table { Border = TableBorder.None };
        var left = console.Profile.Width;
        for (var index = 0; index < _columns.Count; index++)
        {
            var column = _columns[index];
            var isLast = index == _columns.Count - 1;
            var wanted = Math.Min(column.Most, _rows.Select(row => row[index].Text.GetCellWidth()).Append(column.Header.Length).Max());
            var width = isLast ? Math.Clamp(wanted, 1, Math.Max(LeastLast, left)) : wanted;
            left -= width + gap;
            var head = new TableColumn(new Text(column.Header, new Style(decoration: Decoration.Dim)))
            {
                Width = width,
                NoWrap = true,
                Padding = new Padding(0, 0, isLast ? 0 : gap, 0),
            };
            table.AddColumn(column.IsNumber ? head.RightAligned() : head);
        }

        foreach (var row in _rows)
        {
            table.AddRow(row.Select(Cell));
        }

        console.Write(table);
    }

    private static IRenderable Cell(TextCell cell) =>
        new Text(cell.Text, cell.Style ?? Style.Plain) { Overflow = Overflow.Ellipsis };

    private sealed record TextColumn(string Header, bool IsNumber, int Most);
}
