namespace BirdeyeDiscovery;

/// <summary>The collected update of one candle list of one hour or one day.</summary>
/// <param name="Address">The token.</param>
/// <param name="Interval">The interval.</param>
/// <param name="Candles">The candles, ascending.</param>
/// <param name="From">The start of the period that the candles cover completely, see <see cref="CandleUpdate.From"/>; null for the whole
/// list.</param>
/// <param name="Replace">Whether the candles replace the list.</param>
internal sealed record LongCandles(string Address, CandleInterval Interval, IReadOnlyList<Candle> Candles, long? From, bool Replace);
