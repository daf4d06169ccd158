namespace BirdeyeDiscovery;

/// <summary>How much history a candle list keeps, counted in buckets of time: quiet buckets are absent and count all the same.</summary>
/// <remarks>
/// 5m: 576 buckets, the two days that the lifetime of a list promises and twice what activation needs. 1h: 168, a week. 1d: 90, a quarter.
/// The longer intervals cost little and a strategy that asks for them needs more than two days.
/// </remarks>
internal static class CandleSpans
{
    public static int Count(CandleInterval interval) => interval switch
    {
        CandleInterval.FiveMinutes => 576,
        CandleInterval.OneHour => 168,
        CandleInterval.OneDay => 90,
        _ => throw new ArgumentOutOfRangeException(nameof(interval), interval, "Allowed are FiveMinutes, OneHour and OneDay."),
    };

    public static TimeSpan Duration(CandleInterval interval) => TimeSpan.FromSeconds((long)interval * Count(interval));
}
