namespace BirdeyeDiscovery.Testing;

/// <summary>A validated request to the local Birdeye for candles; times in Unix seconds, both ends included.</summary>
internal sealed record CandleAsk(string Type, long From, long To, int Limit, bool V3, bool Padding);
