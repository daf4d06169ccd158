namespace BirdeyeDiscovery.Sources;

/// <summary>
/// A request for candles: the last <paramref name="Limit"/> buckets, up to and including the one that contains <paramref name="To"/>.
/// </summary>
/// <param name="Address">The mint address.</param>
/// <param name="Interval">The length of a bucket.</param>
/// <param name="Limit">The number of buckets.</param>
/// <param name="To">A time in the last bucket (UTC).</param>
public readonly record struct CandleRequest(string Address, CandleInterval Interval, int Limit, DateTimeOffset To)
{
    /// <summary>Gets the start of the first bucket in unix seconds.</summary>
    public long From => (To.ToUnixTimeSeconds() / (long)Interval * (long)Interval) - ((Limit - 1) * (long)Interval);
}
