namespace BirdeyeDiscovery;

/// <summary>What a change of owners means for the candle lists.</summary>
/// <param name="DroppedNames">Names whose lists hold the candles of a token that no longer owns them; delete them first. Ordinal order.</param>
/// <param name="MovedAddresses">Tokens whose candles now stand under another name; write their lists anew (<see cref="CandleUpdate.Replace"/>). Ordinal order.</param>
internal sealed record CandleKeyChanges(IReadOnlyList<string> DroppedNames, IReadOnlyList<string> MovedAddresses);
