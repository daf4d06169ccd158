namespace BirdeyeDiscovery;

/// <summary>
/// The buckets of the candles that a Birdeye answer covers, in unix seconds, aligned to bucket boundaries so that equal requests have equal
/// URLs.
/// </summary>
/// <param name="Address">The requested address.</param>
/// <param name="Limit">The number of buckets.</param>
/// <param name="From">The start of the first bucket.</param>
/// <param name="To">The start of the last bucket; the API rejects a time in the future.</param>
/// <param name="End">The end of the last bucket.</param>
internal readonly record struct CandleSpan(string Address, int Limit, long From, long To, long End)
{
    /// <summary>Gets the length of a candle's bucket in the answer.</summary>
    public CandleInterval Interval => (CandleInterval)(End - To);

    public static CandleSpan Of(CandleRequest request, int maxLimit, DateTimeOffset now)
    {
        var length = (long)request.Interval;
        var limit = Math.Clamp(request.Limit, 1, maxLimit);
        var moment = Math.Min(request.To.ToUnixTimeSeconds(), now.ToUnixTimeSeconds());
        var to = moment - (moment % length);
        return new CandleSpan(request.Address, limit, to - ((limit - 1) * length), to, to + length);
    }

    /// <summary>
    /// Gets Birdeye's name of the interval whose candles an answer has: minutes in lower case, hours and days in upper case
    /// (<c>1M</c> would be a month).
    /// </summary>
    public static string WordOf(CandleInterval interval) => interval switch
    {
        CandleInterval.FiveMinutes => "5m",
        CandleInterval.OneHour => "1H",
        CandleInterval.OneDay => "1D",
        _ => throw new ArgumentOutOfRangeException(nameof(interval), interval, "Allowed are FiveMinutes, OneHour and OneDay."),
    };
}
