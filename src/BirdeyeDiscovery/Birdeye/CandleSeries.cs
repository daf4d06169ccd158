namespace BirdeyeDiscovery;

/// <summary>Candles of one token and interval: ascending, one per bucket, quiet buckets absent.</summary>
internal sealed record CandleSeries(IReadOnlyList<Candle> Candles, int UnreadableRows);
