using System.Xml.Linq;

namespace BirdeyeDiscovery.Ledger;

/// <summary>
/// Draws a chart with one row for each estimate: a point, its interval, and a second point that a line connects with it. Pure.
/// </summary>
internal static class IntervalPlot
{
    private const double RowHeight = 22;

    /// <summary>A row of an interval chart.</summary>
    /// <param name="Name">The name.</param>
    /// <param name="Value">The estimate, or null if there is none.</param>
    /// <param name="Low">The lower end of the interval.</param>
    /// <param name="High">The upper end of the interval.</param>
    /// <param name="Other">The second point, if any.</param>
    /// <param name="CssClass">The style of the row.</param>
    /// <param name="Text">The text beside the row for the pointer.</param>
    internal sealed record Row(string Name, double? Value, double? Low, double? High, double? Other, string CssClass, string Text);

    public static double HeightOf(int rows) => (rows * RowHeight) + 36;

    /// <summary>Draws the rows of the interval chart.</summary>
    /// <param name="frame">The plane; its left margin holds the names.</param>
    /// <param name="rows">The rows from top to bottom.</param>
    /// <param name="centre">The value with a line of its own, which the plot shows in any case.</param>
    /// <param name="valueName">Formats a value of the axis.</param>
    public static IEnumerable<XElement> Draw(ChartFrame frame, IReadOnlyList<Row> rows, double centre, Func<double, string> valueName)
    {
        var values = rows.SelectMany(static row => (double?[])[row.Value, row.Low, row.High, row.Other])
            .OfType<double>()
            .Append(centre)
            .ToList();
        var scale = ValueScale.Of(values.Min(), values.Max(), frame.Width > 500 ? 6 : 3);
        foreach (var tick in scale.Ticks)
        {
            var x = X(tick);
            yield return ChartFrame.Line(x, frame.Top, x, frame.PlotBottom, "grid");
            yield return ChartFrame.Text(x, frame.PlotBottom + 15, "tick middle", valueName(tick));
        }

        yield return ChartFrame.Line(X(centre), frame.Top, X(centre), frame.PlotBottom, "axis");
        for (var index = 0; index < rows.Count; index++)
        {
            var row = rows[index];
            var y = frame.Top + ((index + .5) * RowHeight);
            yield return ChartFrame.Text(frame.Left - 8, y + 4, "name end", row.Name);
            if (row.Value is not { } value)
            {
                yield return ChartFrame.Text(X(centre) + 6, y + 4, "tick", "no data");
                continue;
            }

            var marks = new List<XElement>();
            if (row is { Low: { } low, High: { } high })
            {
                marks.Add(ChartFrame.Line(X(low), y, X(high), y, "whisker"));
                marks.Add(ChartFrame.Line(X(low), y - 4, X(low), y + 4, "whisker"));
                marks.Add(ChartFrame.Line(X(high), y - 4, X(high), y + 4, "whisker"));
            }

            marks.Add(ChartFrame.Dot(X(value), y, row.Other is null ? 4.5 : 3.5, "point"));
            if (row.Other is { } other)
            {
                marks.Add(ChartFrame.Dot(X(other), y, 5, "other"));
            }

            yield return Markup.Styled("g", $"row {row.CssClass}", marks, Markup.Of("title", row.Text));
        }

        double X(double value) => scale.At(value, frame.Left, frame.PlotRight);
    }
}
