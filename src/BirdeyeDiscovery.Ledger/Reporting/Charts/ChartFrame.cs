using System.Xml.Linq;

namespace BirdeyeDiscovery.Ledger;

/// <summary>The plane of a chart: its size and the margins around what is plotted.</summary>
internal sealed record ChartFrame(double Width, double Height, double Left = 44, double Right = 10, double Top = 10, double Bottom = 24)
{
    public double PlotRight => Width - Right;

    public double PlotBottom => Height - Bottom;

    /// <summary>Makes the SVG picture of a chart with a title and a description, which a screen reader reads.</summary>
    public XElement Picture(ChartIds ids, string title, string description, params object?[] content)
    {
        var (name, about) = (ids.Next(), ids.Next());
        return Markup.Of(
            "svg",
            Markup.Has("viewBox", $"0 0 {Markup.Number(Width)} {Markup.Number(Height)}"),
            Markup.Has("role", "img"),
            Markup.Has("aria-labelledby", $"{name} {about}"),
            Markup.Of("title", Markup.Has("id", name), title),
            Markup.Of("desc", Markup.Has("id", about), description),
            content);
    }

    /// <summary>Draws the lines and labels of a chart's value axis.</summary>
    public IEnumerable<XElement> ValueAxis(ValueScale scale, Func<double, string> name)
    {
        foreach (var tick in scale.Ticks)
        {
            var y = scale.At(tick, PlotBottom, Top);
            yield return Line(Left, y, PlotRight, y, "grid");
            yield return Text(Left - 6, y + 3.5, "tick end", name(tick));
        }
    }

    /// <summary>Draws the base line and the labels of a chart's time axis.</summary>
    public IEnumerable<XElement> TimeAxis(TimeScale scale)
    {
        yield return Line(Left, PlotBottom, PlotRight, PlotBottom, "axis");
        foreach (var tick in scale.Ticks)
        {
            var x = scale.At(tick, Left, PlotRight);
            yield return Line(x, PlotBottom, x, PlotBottom + 4, "axis");

            // Labels near the edges of the chart are left out, because they would be cut.
            if (x > Left + 8 && x < PlotRight - 12)
            {
                yield return Text(x, PlotBottom + 16, "tick middle", scale.Name(tick));
            }
        }
    }

    public static XElement Line(double x1, double y1, double x2, double y2, string cssClass) => Markup.Styled(
        "line", cssClass, Markup.Has("x1", x1), Markup.Has("y1", y1), Markup.Has("x2", x2), Markup.Has("y2", y2));

    public static XElement Dot(double x, double y, double radius, string cssClass) => Markup.Styled(
        "circle", cssClass, Markup.Has("cx", x), Markup.Has("cy", y), Markup.Has("r", radius));

    public static XElement Text(double x, double y, string cssClass, string text) =>
        Markup.Styled("text", cssClass, Markup.Has("x", x), Markup.Has("y", y), text);

    public static XElement Box(double x, double y, double width, double height, string cssClass, params object?[] content) => Markup.Styled(
        "rect",
        cssClass,
        Markup.Has("x", x),
        Markup.Has("y", y),
        Markup.Has("width", Math.Max(0, width)),
        Markup.Has("height", Math.Max(0, height)),
        content);
}
