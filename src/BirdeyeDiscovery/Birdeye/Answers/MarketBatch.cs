namespace BirdeyeDiscovery;

/// <summary>
/// Birdeye's answer to a request for several tokens: a reading of each requested token, as a request for it alone would give.
/// </summary>
/// <param name="Tokens">The readings by address.</param>
/// <param name="Unreadable">The number of tokens whose part of the answer cannot be read.</param>
internal sealed record MarketBatch(IReadOnlyDictionary<string, Reading<MarketFacts>> Tokens, int Unreadable);
