using System.Xml.Linq;

namespace BirdeyeDiscovery.Ledger;

/// <summary>Draws a chart of one bar for each row, from the left, with a name before it and a figure behind it. Pure.</summary>
internal static class BarRows
{
    private const double DetailWidth = 62;

    /// <summary>A row of a bar chart: its name, its value, its figure as text, its style, and a second figure.</summary>
    internal sealed record Row(string Name, double Value, string Figure, string CssClass, string? Detail = null);

    public static double HeightOf(int rows, double rowHeight) => rows * rowHeight;

    /// <summary>Draws the rows of the bar chart.</summary>
    /// <param name="frame">The plane; its margins hold the names and the figures.</param>
    /// <param name="rows">The rows from top to bottom.</param>
    /// <param name="most">The value of a full bar.</param>
    /// <param name="rowHeight">The height of a row.</param>
    public static IEnumerable<XElement> Draw(ChartFrame frame, IReadOnlyList<Row> rows, double most, double rowHeight)
    {
        var (length, thickness) = (frame.PlotRight - frame.Left, rowHeight * .5);
        for (var index = 0; index < rows.Count; index++)
        {
            var row = rows[index];
            var middle = (index + .5) * rowHeight;
            yield return ChartFrame.Text(0, middle + 4, "name", row.Name);
            yield return ChartFrame.Box(
                frame.Left, middle - (thickness / 2), length, thickness, "track", Markup.Has("rx", 2));
            yield return ChartFrame.Box(
                frame.Left,
                middle - (thickness / 2),
                most > 0 ? length * Math.Clamp(row.Value / most, 0, 1) : 0,
                thickness,
                row.CssClass,
                Markup.Has("rx", 2));
            yield return ChartFrame.Text(frame.Width - (row.Detail is null ? 0 : DetailWidth), middle + 4, "figure end", row.Figure);
            if (row.Detail is { } detail)
            {
                yield return ChartFrame.Text(frame.Width, middle + 4, "figure end", detail);
            }
        }
    }
}
