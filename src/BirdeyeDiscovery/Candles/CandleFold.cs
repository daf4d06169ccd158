namespace BirdeyeDiscovery;

/// <summary>Folds five-minute candles into longer ones. Hours and days are in UTC.</summary>
internal static class CandleFold
{
    /// <summary>Gets the start, in unix seconds, of the candle bucket that contains a time.</summary>
    public static long Bucket(long moment, CandleInterval interval) => moment - (moment % (long)interval);

    /// <summary>
    /// Gets the start, in unix seconds, of the first candle bucket that begins at or after a time: from there on, every bucket is complete.
    /// </summary>
    public static long FirstWhole(long from, CandleInterval interval) => Bucket(from + (long)interval - 1, interval);

    /// <summary>
    /// Folds candles: the open of the first, the highest high, the lowest low, the close of the last, and the sum of the volumes. A bucket
    /// without swaps has no candle.
    /// </summary>
    /// <param name="fiveMinutes">The candles, ascending.</param>
    /// <param name="interval">The longer interval.</param>
    /// <param name="from">Candles before this time are left out; unix seconds, on a boundary of the longer interval.</param>
    /// <returns>The longer candles, ascending; the last one may still be open.</returns>
    public static IReadOnlyList<Candle> Fold(IReadOnlyList<Candle> fiveMinutes, CandleInterval interval, long from)
    {
        var folded = new List<Candle>();
        foreach (var candle in fiveMinutes)
        {
            if (candle.Timestamp < from)
            {
                continue;
            }

            var bucket = Bucket(candle.Timestamp, interval);
            if (folded.Count == 0 || folded[^1].Timestamp != bucket)
            {
                folded.Add(candle with { Timestamp = bucket });
                continue;
            }

            var before = folded[^1];
            folded[^1] = before with
            {
                High = Math.Max(before.High, candle.High),
                Low = Math.Min(before.Low, candle.Low),
                Close = candle.Close,
                Volume = before.Volume + candle.Volume,
            };
        }

        return folded;
    }
}
