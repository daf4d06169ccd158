namespace BirdeyeDiscovery;

/// <summary>Makes longer candles of five-minute ones. Hours and days are those of UTC.</summary>
internal static class CandleFold
{
    /// <summary>Gets the start of the bucket that holds a moment, unix seconds.</summary>
    public static long Bucket(long moment, CandleInterval interval) => moment - (moment % (long)interval);

    /// <summary>Gets the start of the first bucket that begins at a moment or later, unix seconds: what is known from there on is known whole.</summary>
    public static long FirstWhole(long from, CandleInterval interval) => Bucket(from + (long)interval - 1, interval);

    /// <summary>
    /// Folds candles: the first one's open, the highest high, the lowest low, the last one's close, the sum of the volumes. A bucket in which nothing was
    /// traded stays absent.
    /// </summary>
    /// <param name="fiveMinutes">The candles, ascending.</param>
    /// <param name="interval">The longer interval.</param>
    /// <param name="from">Candles before this moment are left out, unix seconds on a border of the longer interval.</param>
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
