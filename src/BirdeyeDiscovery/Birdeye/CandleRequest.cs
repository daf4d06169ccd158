namespace BirdeyeDiscovery;

/// <summary>A question for candles: the last <paramref name="Limit"/> buckets up to and including the one that holds <paramref name="To"/>.</summary>
internal readonly record struct CandleRequest(string Address, CandleInterval Interval, int Limit, DateTimeOffset To);
