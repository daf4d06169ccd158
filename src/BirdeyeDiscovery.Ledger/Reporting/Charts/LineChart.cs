using System.Text;
using System.Xml.Linq;

namespace BirdeyeDiscovery.Ledger;

/// <summary>
/// Draws a line chart of values over time: a line through means, the band from the lowest to the highest value, and events. Pure.
/// </summary>
internal static class LineChart
{
    private const int MostRules = 8;

    /// <summary>A point of a line chart.</summary>
    internal readonly record struct Point(DateTimeOffset Time, double Low, double Value, double High);

    /// <summary>A marked moment of a line chart with a short text.</summary>
    internal readonly record struct Mark(DateTimeOffset Time, string CssClass, string Text);

    /// <summary>Draws the line chart.</summary>
    /// <param name="frame">The plane.</param>
    /// <param name="time">The scale of times.</param>
    /// <param name="scale">The scale of values.</param>
    /// <param name="points">The points in the order of time.</param>
    /// <param name="gap">The distance beyond which two points are not connected.</param>
    /// <param name="marks">The marks.</param>
    /// <param name="valueName">Formats a value of the axis.</param>
    public static IEnumerable<XElement> Draw(
        ChartFrame frame,
        TimeScale time,
        ValueScale scale,
        IReadOnlyList<Point> points,
        TimeSpan gap,
        IReadOnlyList<Mark> marks,
        Func<double, string> valueName)
    {
        foreach (var element in frame.ValueAxis(scale, valueName).Concat(frame.TimeAxis(time)))
        {
            yield return element;
        }

        foreach (var run in Runs(points, gap))
        {
            yield return Markup.Styled("path", "band", Markup.Has("d", Band(run)));
            yield return run.Count == 1
                ? ChartFrame.Dot(X(run[0]), Y(run[0].Value), 1.8, "dot")
                : Markup.Styled("path", "line", Markup.Has("d", Path(run.Select(point => (X(point), Y(point.Value))))));
        }

        // The line chart has a vertical line at each mark only if there are few marks, because many lines would hide the curve.
        var isSparse = marks.Count <= MostRules;
        foreach (var mark in marks)
        {
            var x = time.At(mark.Time, frame.Left, frame.PlotRight);
            yield return Markup.Styled(
                "g",
                $"mark {mark.CssClass}",
                isSparse ? ChartFrame.Line(x, frame.Top, x, frame.PlotBottom, "rule") : null,
                ChartFrame.Dot(x, frame.Top, isSparse ? 3.5 : 2.5, "head"),
                Markup.Of("title", mark.Text));
        }

        double X(Point point) => time.At(point.Time, frame.Left, frame.PlotRight);

        double Y(double value) => scale.At(value, frame.PlotBottom, frame.Top);

        string Band(List<Point> run) => Path(
            run.Select(point => (X(point), Y(point.High))).Concat(Enumerable.Reverse(run).Select(point => (X(point), Y(point.Low))))) + "Z";
    }

    private static IEnumerable<List<Point>> Runs(IReadOnlyList<Point> points, TimeSpan gap)
    {
        var run = new List<Point>();
        foreach (var point in points)
        {
            if (run.Count > 0 && point.Time - run[^1].Time > gap)
            {
                yield return run;
                run = [];
            }

            run.Add(point);
        }

        if (run.Count > 0)
        {
            yield return run;
        }
    }

    private static string Path(IEnumerable<(double X, double Y)> points)
    {
        var path = new StringBuilder();
        foreach (var (x, y) in points)
        {
            path.Append(path.Length == 0 ? 'M' : 'L').Append(Markup.Number(x)).Append(' ').Append(Markup.Number(y));
        }

        return path.ToString();
    }
}
