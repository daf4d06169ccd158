namespace BirdeyeDiscovery.Testing;

/// <summary>
/// The validated parameters of an answer of the local Birdeye with candles. Times are in Unix seconds, and both ends are included.
/// </summary>
internal sealed record CandleAsk(string Type, long From, long To, int Limit, bool V3, bool Padding);
