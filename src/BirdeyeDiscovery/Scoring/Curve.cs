namespace BirdeyeDiscovery;

/// <summary>The curves that the components of the score share, and how they weigh what is known of their inputs.</summary>
internal static class Curve
{
    public static double Clamp01(double x) => Math.Clamp(x, 0, 1);

    /// <summary>
    /// A curve of the score: 0 up to <paramref name="low"/>, 1 from <paramref name="high"/>, logarithmic in between: each factor of ten
    /// adds a constant step.
    /// </summary>
    public static double LogSaturation(double x, double low, double high) =>
        x <= low ? 0 : Math.Min(1, Math.Log(x / low) / Math.Log(high / low));

    /// <summary>The share of an input in its component, if it is known. The shares of a component add up to 1.</summary>
    public static double Known(double? value, double share) => value is null ? 0 : share;
}
