namespace BirdeyeDiscovery;

/// <summary>What a cycle found for one candle list of an hour or a day.</summary>
/// <param name="Address">The token.</param>
/// <param name="Interval">The interval.</param>
/// <param name="Candles">The candles, ascending.</param>
/// <param name="From">The start of what is known whole, as <see cref="CandleUpdate.From"/> has it; null: the whole list.</param>
/// <param name="Replace">Whether the list is written anew.</param>
internal sealed record LongCandles(string Address, CandleInterval Interval, IReadOnlyList<Candle> Candles, long? From, bool Replace);
