using System.Xml.Linq;

namespace BirdeyeDiscovery.Ledger;

/// <summary>The parts that the sections of the report page are made of. Pure.</summary>
internal static class PageParts
{
    public const double WideChart = 1000;
    public const double NarrowChart = 350;

    /// <summary>A column of a table of the report page.</summary>
    internal sealed record Column(string Name, bool IsNumber = true, string? Group = null);

    /// <summary>Gets a column of words for a table of the report page; the others are columns of figures.</summary>
    public static Column Words(string name) => new(name, IsNumber: false);

    public static XElement Section(string id, string title, string intro, params object?[] content) => Markup.Of(
        "section", Markup.Has("id", id), Markup.Of("h2", title), Styled("p", "intro", intro), content);

    public static XElement Styled(string name, string cssClass, params object?[] content) => Markup.Styled(name, cssClass, content);

    /// <summary>Gets the name of a token for a section of the report page. The element isolates the direction of its text.</summary>
    public static XElement Name(string? symbol) => Markup.Of("bdi", SafeText.Label(symbol));

    /// <summary>Places a chart on the report page in two widths, of which the style shows one.</summary>
    public static XElement Figure(string caption, Func<double, XElement> draw, XElement? legend = null) => Markup.Of(
        "figure",
        Markup.Of("figcaption", caption),
        legend,
        Styled("div", "wide", draw(WideChart)),
        Styled("div", "narrow", draw(NarrowChart)));

    public static XElement Legend(IEnumerable<(string CssClass, string Name)> entries) => Styled(
        "ul",
        "legend",
        entries.Select(static entry => Markup.Of("li", Styled("span", $"key {entry.CssClass}", ""), entry.Name)));

    /// <summary>Makes a table of the report page. A cell is a text or an element; text of strangers has to be a label already.</summary>
    public static XElement Table(string caption, IReadOnlyList<Column> columns, IEnumerable<object?[]> rows)
    {
        var body = rows.Select(row => Markup.Of("tr", row.Select((cell, index) => Cell(cell, columns[index], index == 0)))).ToList();
        return Styled(
            "div",
            "scroll",
            Markup.Has("tabindex", "0"),
            Markup.Has("role", "region"),
            Markup.Has("aria-label", caption),
            Markup.Of(
                "table",
                Markup.Of("thead", Groups(columns), Markup.Of("tr", columns.Select(static column => Head(column)))),
                Markup.Of("tbody", body)));
    }

    public static object Several(params object?[] parts) => parts;

    public static XElement Nothing(string text) => Styled("p", "nothing", text);

    public static XElement Chip(string cssClass, string text) => Styled("span", $"chip {cssClass}", text);

    private static XElement? Groups(IReadOnlyList<Column> columns)
    {
        if (columns.All(static column => column.Group is null))
        {
            return null;
        }

        var cells = new List<XElement>();
        for (var index = 0; index < columns.Count;)
        {
            var end = index + 1;
            while (end < columns.Count && columns[end].Group == columns[index].Group)
            {
                end++;
            }

            cells.Add(Styled(
                "th", "group", Markup.Has("colspan", end - index), Markup.Has("scope", "colgroup"), columns[index].Group ?? ""));
            index = end;
        }

        return Markup.Of("tr", cells);
    }

    private static XElement Head(Column column) =>
        Markup.Of("th", Markup.Has("scope", "col"), column.IsNumber ? Markup.Has("class", "n") : null, column.Name);

    private static XElement Cell(object? content, Column column, bool isFirst) => isFirst
        ? Markup.Of("th", Markup.Has("scope", "row"), content ?? Shown.Unknown)
        : Markup.Of("td", column.IsNumber ? Markup.Has("class", "n") : null, content ?? Shown.Unknown);
}
