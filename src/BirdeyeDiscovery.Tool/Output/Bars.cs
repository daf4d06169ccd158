namespace BirdeyeDiscovery.Tool;

/// <summary>Draws values as text on the terminal: bars and sparklines.</summary>
internal static class Bars
{
    private const string Eighths = "▏▎▍▌▋▊▉█";
    private const string Levels = "▁▂▃▄▅▆▇█";

    /// <summary>Draws a value on the terminal as a bar of at most <paramref name="width"/> characters.</summary>
    public static string Bar(double value, double full, int width)
    {
        if (!(full > 0) || !double.IsFinite(value))
        {
            return "";
        }

        var eighths = (int)Math.Round(Math.Clamp(value / full, 0, 1) * width * 8, MidpointRounding.AwayFromZero);
        var rest = eighths % 8;
        return new string('█', eighths / 8) + (rest == 0 ? "" : Eighths[rest - 1].ToString());
    }

    /// <summary>
    /// Draws values on the terminal as one character each. The scale spans at least <paramref name="leastSpan"/>, so that small changes
    /// look small.
    /// </summary>
    public static string Spark(IReadOnlyList<double> values, double leastSpan)
    {
        if (values.Count == 0)
        {
            return "";
        }

        var span = Math.Max(leastSpan, values.Max() - values.Min());
        var bottom = ((values.Max() + values.Min()) / 2) - (span / 2);
        return string.Concat(values.Select(value => Levels[(int)Math.Round((value - bottom) / span * (Levels.Length - 1))]));
    }

    /// <summary>Draws scores on the terminal as a sparkline.</summary>
    public static string Spark(IEnumerable<decimal> totals) => Spark([.. totals.Select(static total => (double)total)], leastSpan: 10);
}
