using System.Text.Json.Serialization;

namespace BirdeyeDiscovery.Strategies;

/// <summary>
/// The configuration that the library ships for strategies on the relative strength index, averages and volume; a host may use its own type
/// instead.
/// </summary>
/// <remarks>
/// The fields are those that such strategies usually need. A field that is missing from the JSON has the default given here; an unknown
/// field is an error.
/// </remarks>
/// <param name="RsiPeriod">The number of candles in the relative strength index, 2 to 200.</param>
/// <param name="RsiOversold">
/// The index below which the token counts as oversold, 0 to 100 and below <paramref name="RsiOverbought"/>.
/// </param>
/// <param name="RsiOverbought">The index above which the token counts as overbought, 0 to 100.</param>
/// <param name="EmaFast">The number of candles in the fast average, 1 to 500 and below <paramref name="EmaSlow"/>.</param>
/// <param name="EmaSlow">The number of candles in the slow average, 2 to 500.</param>
/// <param name="VolumeMultiplier">The multiple of the mean volume that a signal needs, 0 to 1,000.</param>
/// <param name="StopLossPct">The loss at which a position is closed, in percent of the amount invested: above 0 to 100.</param>
/// <param name="TakeProfitPct">The gain at which a position is closed, in percent: above 0 to 100,000.</param>
/// <param name="MaxHoldMinutes">The number of minutes after which a position is closed, 1 to 100,000.</param>
[JsonUnmappedMemberHandling(JsonUnmappedMemberHandling.Disallow)]
public sealed record SignalConfig(
    int RsiPeriod = 14,
    double RsiOversold = 35,
    double RsiOverbought = 70,
    int EmaFast = 9,
    int EmaSlow = 21,
    double VolumeMultiplier = 1.5,
    double StopLossPct = 5,
    double TakeProfitPct = 10,
    int MaxHoldMinutes = 240)
{
    /// <summary>Gets the format that reads and writes the configuration with its validator, with snake_case names.</summary>
    public static StrategyConfigFormat<SignalConfig> Format { get; } = new(
        SignalConfigJsonContext.Default.SignalConfig,
        new SignalConfigValidator());
}
