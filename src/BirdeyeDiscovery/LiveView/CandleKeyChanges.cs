namespace BirdeyeDiscovery;

/// <summary>The changes to the keys of the live view's candle lists after tokens got other names.</summary>
/// <param name="DroppedNames">
/// Names whose lists hold the candles of a token that no longer owns them; delete these lists first. Ordinal order.
/// </param>
/// <param name="MovedAddresses">
/// Tokens whose candles are now stored under another name; replace their lists (<see cref="CandleUpdate.Replace"/>). Ordinal order.
/// </param>
internal sealed record CandleKeyChanges(IReadOnlyList<string> DroppedNames, IReadOnlyList<string> MovedAddresses);
