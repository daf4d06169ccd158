using Spectre.Console;

namespace BirdeyeDiscovery.Tool;

/// <summary>Lays out the text output of an answer in sections: a label on the left, and its content beside it.</summary>
internal sealed class Sections
{
    private const int LabelWidth = 10;

    private readonly List<(string Label, Paragraph Content)> _parts = [];

    /// <summary>Adds a section with a text to the output.</summary>
    public void Add(string label, string text, Style? style = null) => Add(label).Append(text, style ?? Style.Plain);

    /// <summary>Adds a section to the output, whose content is appended.</summary>
    public Paragraph Add(string label)
    {
        var content = new Paragraph();
        _parts.Add((label, content));
        return content;
    }

    public void Write(IAnsiConsole console)
    {
        var table = new Table { Border = TableBorder.None, ShowHeaders = false };
        table.AddColumn(new TableColumn("") { Width = LabelWidth, NoWrap = true, Padding = new Padding(0) });
        table.AddColumn(new TableColumn("") { Width = Math.Max(20, console.Profile.Width - LabelWidth), Padding = new Padding(0) });
        foreach (var (label, content) in _parts)
        {
            table.AddRow(new Text(label, Colours.Strong), content);
        }

        console.Write(table);
    }
}
