namespace BirdeyeDiscovery.Ledger;

/// <summary>One measure of a tuning variant on the part that was held out.</summary>
/// <param name="Name">What is measured.</param>
/// <param name="Horizon">The horizon; null when it has none.</param>
/// <param name="Current">The figure of the current options.</param>
/// <param name="Variant">The figure of the variant.</param>
/// <param name="TStatistic">The test statistic of the difference, paired; positive when the variant is higher.</param>
/// <param name="State">Whether the variant is better or worse, beyond what chance makes at 5 %.</param>
internal sealed record TuneAxis(
    string Name, TimeSpan? Horizon, double? Current, double? Variant, double? TStatistic, AxisState State)
{
    /// <summary>Gets a value indicating whether the axis says that the tuning variant is better, even or worse.</summary>
    public bool IsJudged => State is AxisState.Even or AxisState.Better or AxisState.Worse;

    public static TuneAxis Of(
        string name, TimeSpan? horizon, double? current, double? variant, double? t, bool isLowerBetter = false, bool isJudged = true)
    {
        var state = !isJudged ? AxisState.Informative
            : t is not { } value ? AxisState.NotEnoughData
            : Math.Abs(value) < NormalDistribution.Z95 ? AxisState.Even
            : value > 0 != isLowerBetter ? AxisState.Better
            : AxisState.Worse;
        return new TuneAxis(name, horizon, current, variant, t, state);
    }

    public static TuneAxis Of(string name, TimeSpan? horizon, PairedWindows windows, bool isLowerBetter = false, bool isJudged = true) =>
        Of(name, horizon, windows.Current, windows.Variant, windows.TStatistic, isLowerBetter, isJudged);
}
