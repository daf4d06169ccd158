namespace BirdeyeDiscovery.Ledger;

/// <summary>Maps values to a length of a chart, with round ticks.</summary>
internal sealed class ValueScale
{
    private ValueScale(double low, double high, double step)
    {
        (Low, High, Step) = (low, high, step);
        Ticks = [.. Enumerable.Range(0, (int)Math.Round((high - low) / step) + 1).Select(index => low + (index * step))];
    }

    public double Low { get; }

    public double High { get; }

    public double Step { get; }

    public IReadOnlyList<double> Ticks { get; }

    /// <summary>Gets a scale of a chart that covers two values and begins and ends at round ones.</summary>
    /// <param name="low">The least value.</param>
    /// <param name="high">The largest value.</param>
    /// <param name="ticks">About how many ticks there are.</param>
    /// <param name="leastStep">The least distance of two ticks, which is 1 for things that are counted.</param>
    public static ValueScale Of(double low, double high, int ticks = 4, double leastStep = 0)
    {
        if (!double.IsFinite(low) || !double.IsFinite(high) || high < low)
        {
            (low, high) = (0, 1);
        }

        if (high - low < 1e-9)
        {
            high = low + 1;
        }

        var rough = (high - low) / ticks;
        var magnitude = Math.Pow(10, Math.Floor(Math.Log10(rough)));
        var step = Math.Max(leastStep, magnitude * ((rough / magnitude) switch
        {
            <= 1 => 1,
            <= 2 => 2,
            <= 2.5 => 2.5,
            <= 5 => 5,
            _ => 10,
        }));
        return new ValueScale(Math.Floor(low / step) * step, Math.Ceiling(high / step) * step, step);
    }

    /// <summary>Gets the place of a value on a chart between two lengths.</summary>
    public double At(double value, double start, double end) => start + ((value - Low) / (High - Low) * (end - start));
}
