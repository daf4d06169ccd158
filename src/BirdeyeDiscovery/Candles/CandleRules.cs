namespace BirdeyeDiscovery;

/// <summary>What a candle must be to be kept, folded or served: possible, and at the start of its bucket.</summary>
/// <remarks>
/// An impossible candle is left out and counted, never repaired: nothing in it tells whether the close or the high is the wrong figure,
/// and a high that is raised to a wrong close spoils every longer candle above it. Its bucket is absent, as a quiet one is, until the
/// source answers with a possible row.
/// </remarks>
internal static class CandleRules
{
    /// <summary>
    /// Tells whether trades can have made the figures: prices above 0, open and close between low and high, a volume that is not
    /// negative, all finite.
    /// </summary>
    public static bool IsPossible(Candle candle) =>
        candle.Low > 0
        && candle.Low <= Math.Min(candle.Open, candle.Close)
        && Math.Max(candle.Open, candle.Close) <= candle.High
        && double.IsFinite(candle.High)
        && candle.Volume >= 0
        && double.IsFinite(candle.Volume);

    /// <summary>Tells whether a host can have stored a candle: possible, and with figures and a time in their ranges.</summary>
    public static bool IsPlausible(in Candle candle) =>
        IsPossible(candle) && Plausible.IsTime(candle.Timestamp) && candle.High <= Plausible.MaxAmount && Plausible.IsAmount(candle.Volume);

    /// <summary>Tells whether a list can be used as it is: possible candles at the starts of their buckets, strictly ascending.</summary>
    public static bool AreSound(IReadOnlyList<Candle> candles, CandleInterval interval)
    {
        for (var index = 0; index < candles.Count; index++)
        {
            if (!IsPossible(candles[index])
                || candles[index].Timestamp % (long)interval != 0
                || (index > 0 && candles[index].Timestamp <= candles[index - 1].Timestamp))
            {
                return false;
            }
        }

        return true;
    }

    /// <summary>
    /// Gets the candles of a list that can be used: the possible ones, one for each bucket and at its start, ascending. The running
    /// bucket of some sources carries the time of its last trade, so of two rows of one bucket the one with the later time stays, and of
    /// two with the same time the later row.
    /// </summary>
    public static IReadOnlyList<Candle> Sound(IReadOnlyList<Candle> candles, CandleInterval interval) => AreSound(candles, interval)
        ? candles
        : [.. candles
            .Where(IsPossible)
            .OrderBy(static candle => candle.Timestamp)
            .GroupBy(candle => CandleFold.Bucket(candle.Timestamp, interval))
            .Select(static bucket => bucket.Last() with { Timestamp = bucket.Key })];
}
