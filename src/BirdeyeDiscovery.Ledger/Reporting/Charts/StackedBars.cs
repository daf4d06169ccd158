using System.Xml.Linq;

namespace BirdeyeDiscovery.Ledger;

/// <summary>Draws a bar chart with one bar for each span of time, stacked by series. Pure.</summary>
internal static class StackedBars
{
    /// <summary>A series of a stacked bar chart: its name, its style, and a value for each span.</summary>
    internal sealed record Series(string Name, string CssClass, IReadOnlyList<double> Values);

    /// <summary>Draws the stacked bar chart. Values below zero hang from the base line.</summary>
    /// <param name="frame">The plane.</param>
    /// <param name="starts">The starts of the spans, equally far apart.</param>
    /// <param name="step">The length of a span.</param>
    /// <param name="series">The series, from the base line outwards.</param>
    /// <param name="valueName">Formats a value.</param>
    public static IEnumerable<XElement> Draw(
        ChartFrame frame, IReadOnlyList<DateTimeOffset> starts, TimeSpan step, IReadOnlyList<Series> series, Func<double, string> valueName)
    {
        var time = new TimeScale(starts[0], starts[^1] + step, frame.Width > 500 ? 10 : 5);
        var highs = starts.Select((_, index) => series.Sum(row => Math.Max(0, row.Values[index])));
        var lows = starts.Select((_, index) => series.Sum(row => Math.Min(0, row.Values[index])));
        var scale = ValueScale.Of(lows.Min(), highs.Max(), lows.Min() < 0 ? 6 : 4, leastStep: 1);
        foreach (var element in frame.ValueAxis(scale, value => valueName(Math.Abs(value))))
        {
            yield return element;
        }

        var width = (frame.PlotRight - frame.Left) / starts.Count;
        var inner = width > 4 ? width - 1 : width * .85;
        for (var index = 0; index < starts.Count; index++)
        {
            var x = frame.Left + (index * width);
            var (up, down) = (0d, 0d);
            foreach (var row in series)
            {
                var value = row.Values[index];
                if (value == 0)
                {
                    continue;
                }

                var (start, end) = value > 0 ? (up, up += value) : (down, down += value);
                var (top, bottom) = (Y(Math.Max(start, end)), Y(Math.Min(start, end)));
                yield return ChartFrame.Box(x + ((width - inner) / 2), top, inner, bottom - top, row.CssClass);
            }
        }

        foreach (var element in frame.TimeAxis(time))
        {
            yield return element;
        }

        if (scale.Low < 0)
        {
            yield return ChartFrame.Line(frame.Left, Y(0), frame.PlotRight, Y(0), "axis");
        }

        // A small bar of a chart is hard to hit with the pointer. A transparent box over the whole height of the span therefore shows the
        // figures as its title.
        for (var index = 0; index < starts.Count; index++)
        {
            var figures = series.Where(row => row.Values[index] != 0).Select(row => $"{row.Name} {valueName(Math.Abs(row.Values[index]))}");
            yield return ChartFrame.Box(
                frame.Left + (index * width),
                frame.Top,
                width,
                frame.PlotBottom - frame.Top,
                "hit",
                Markup.Of("title", $"{Shown.Span(starts[index], step)}: {string.Join(", ", figures.DefaultIfEmpty("nothing"))}"));
        }

        double Y(double value) => scale.At(value, frame.PlotBottom, frame.Top);
    }
}
