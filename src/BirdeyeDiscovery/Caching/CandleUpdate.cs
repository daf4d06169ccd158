namespace BirdeyeDiscovery;

/// <summary>Candles to merge into a list: new ones are appended, the open one is replaced, the oldest beyond the span are dropped.</summary>
/// <param name="CandlesKey">The name of the list: a symbol or an address.</param>
/// <param name="Interval">The interval.</param>
/// <param name="Candles">The candles, ascending.</param>
/// <param name="Replace">Whether the list is written anew instead, as after a change of its owner.</param>
public sealed record CandleUpdate(string CandlesKey, CandleInterval Interval, IReadOnlyList<Candle> Candles, bool Replace = false);
