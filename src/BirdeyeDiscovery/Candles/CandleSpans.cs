namespace BirdeyeDiscovery;

/// <summary>The history that a candle list keeps, as a number of buckets of time: buckets without swaps have no candle but count.</summary>
/// <remarks>
/// 5m: 576 buckets, the two days that the lifetime of a list promises and twice what activation needs. 1h: 336, two weeks. 1d: 180, half a
/// year. The longer intervals are cheap: one request each when a token enters, after which they are folded from the five-minute candles.
/// </remarks>
internal static class CandleSpans
{
    public static int Count(CandleInterval interval) => interval switch
    {
        CandleInterval.FiveMinutes => 576,
        CandleInterval.OneHour => 336,
        CandleInterval.OneDay => 180,
        _ => throw new ArgumentOutOfRangeException(nameof(interval), interval, "Allowed are FiveMinutes, OneHour and OneDay."),
    };

    public static TimeSpan Duration(CandleInterval interval) => TimeSpan.FromSeconds((long)interval * Count(interval));
}
