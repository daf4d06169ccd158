namespace BirdeyeDiscovery;

/// <summary>
/// Converts a candidate's measured doubles to the stored decimals: rounded to at most 15 significant digits, so that every store keeps them
/// exactly.
/// </summary>
internal static class Figures
{
    public static decimal? Usd(double? value) => Round(value, 2);

    public static decimal? Percent(double? value) => Round(value, 4);

    public static decimal? Share(double? value) => Round(value, 4);

    public static decimal Score(double value) => Math.Round((decimal)value, 2, MidpointRounding.AwayFromZero);

    /// <summary>
    /// Converts a candidate's value whose unit is not fixed to six decimals: precise enough for a fraction, harmless for USD.
    /// </summary>
    public static decimal? Compared(double? value) => Round(value, 6);

    // The conversion of a candidate's figures from double keeps at most 15 significant digits. It cannot overflow, because readings are
    // within ±1e18.
    private static decimal? Round(double? value, int decimals) =>
        value is { } known ? Math.Round((decimal)known, decimals, MidpointRounding.AwayFromZero) : null;
}
