namespace BirdeyeDiscovery.Testing;

/// <summary>A checked question for candles; times in unix seconds, both ends included.</summary>
internal sealed record CandleAsk(string Type, long From, long To, int Limit, bool V3, bool Padding);
