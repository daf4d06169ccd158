namespace BirdeyeDiscovery.Sources;

/// <summary>A question for candles: the last <paramref name="Limit"/> buckets up to and including the one that holds <paramref name="To"/>.</summary>
/// <param name="Address">The mint address.</param>
/// <param name="Interval">The length of a bucket.</param>
/// <param name="Limit">How many buckets.</param>
/// <param name="To">A moment in the last bucket (UTC).</param>
public readonly record struct CandleRequest(string Address, CandleInterval Interval, int Limit, DateTimeOffset To)
{
    /// <summary>Gets the start of the first bucket, unix seconds.</summary>
    public long From => (To.ToUnixTimeSeconds() / (long)Interval * (long)Interval) - ((Limit - 1) * (long)Interval);
}
