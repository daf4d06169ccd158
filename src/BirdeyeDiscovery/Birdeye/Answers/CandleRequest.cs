namespace BirdeyeDiscovery;

/// <summary>A question for candles: the last <paramref name="Limit"/> buckets up to and including the one that holds <paramref name="To"/>.</summary>
internal readonly record struct CandleRequest(string Address, CandleInterval Interval, int Limit, DateTimeOffset To)
{
    /// <summary>Gets the start of the first bucket, unix seconds.</summary>
    public long From => (To.ToUnixTimeSeconds() / (long)Interval * (long)Interval) - ((Limit - 1) * (long)Interval);
}
