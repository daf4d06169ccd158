namespace BirdeyeDiscovery;

/// <summary>
/// The rules that a candle must satisfy to be kept, folded or served: it is possible, and its time is the start of its bucket.
/// </summary>
/// <remarks>
/// An impossible candle is left out and counted, but never repaired: it does not show whether the close or the high is wrong, and a high
/// that is raised to a wrong close corrupts every longer candle above it. Its bucket has no candle, like a bucket without swaps, until the
/// source answers with a possible row.
/// </remarks>
internal static class CandleRules
{
    /// <summary>
    /// Gets whether swaps can have produced the figures of a candle: prices above 0, open and close between low and high, a volume that is
    /// not negative, all finite.
    /// </summary>
    public static bool IsPossible(Candle candle) =>
        candle.Low > 0
        && candle.Low <= Math.Min(candle.Open, candle.Close)
        && Math.Max(candle.Open, candle.Close) <= candle.High
        && double.IsFinite(candle.High)
        && candle.Volume >= 0
        && double.IsFinite(candle.Volume);

    /// <summary>Gets whether a host can have stored a candle: it is possible, and its figures and time are in range.</summary>
    public static bool IsPlausible(in Candle candle) =>
        IsPossible(candle) && Plausible.IsTime(candle.Timestamp) && candle.High <= Plausible.MaxAmount && Plausible.IsAmount(candle.Volume);

    /// <summary>
    /// Gets whether a candle list can be used unchanged: its candles are possible, at the starts of their buckets and strictly ascending.
    /// </summary>
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
    /// Gets the usable candles of a list: the possible ones, one per bucket and at its start, ascending. Some sources give the running
    /// bucket the time of its last swap. Of two candles of one bucket the one with the later time is used, and of two with the same time
    /// the later row.
    /// </summary>
    public static IReadOnlyList<Candle> Sound(IReadOnlyList<Candle> candles, CandleInterval interval) => AreSound(candles, interval)
        ? candles
        : [.. candles
            .Where(IsPossible)
            .OrderBy(static candle => candle.Timestamp)
            .GroupBy(candle => CandleFold.Bucket(candle.Timestamp, interval))
            .Select(static bucket => bucket.Last() with { Timestamp = bucket.Key })];
}
