using System.Collections.ObjectModel;

namespace BirdeyeDiscovery;

/// <summary>Joins newly read candles with those already kept.</summary>
internal static class CandleMerge
{
    /// <summary>
    /// Joins two ascending lists: of two candles of one bucket the incoming one stays (the newest was still open when it was kept), older history goes in front,
    /// and what lies <paramref name="maxCount"/> buckets or more before the newest is dropped.
    /// </summary>
    /// <returns>A read-only list of its own, strictly ascending.</returns>
    public static IReadOnlyList<Candle> Merge(IReadOnlyList<Candle> existing, IReadOnlyList<Candle> incoming, CandleInterval interval, int maxCount)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(maxCount, 1);
        existing = Ascending(existing);
        incoming = Ascending(incoming);
        var merged = new List<Candle>(existing.Count + incoming.Count);
        int kept = 0, read = 0;
        while (kept < existing.Count || read < incoming.Count)
        {
            if (read == incoming.Count || (kept < existing.Count && existing[kept].Timestamp < incoming[read].Timestamp))
            {
                merged.Add(existing[kept++]);
                continue;
            }

            if (kept < existing.Count && existing[kept].Timestamp == incoming[read].Timestamp)
            {
                kept++;
            }

            merged.Add(incoming[read++]);
        }

        return Newest(merged, interval, maxCount);
    }

    private static ReadOnlyCollection<Candle> Newest(List<Candle> merged, CandleInterval interval, int maxCount)
    {
        if (merged.Count == 0)
        {
            return ReadOnlyCollection<Candle>.Empty;
        }

        var oldest = merged[^1].Timestamp - ((long)interval * maxCount);
        var first = merged.FindIndex(candle => candle.Timestamp > oldest);

        // Only buckets that are off the grid can be more than the span holds.
        first = Math.Max(first, merged.Count - maxCount);
        return Array.AsReadOnly(merged.GetRange(first, merged.Count - first).ToArray());
    }

    // The gateway gives ascending lists; a list that is not must not spoil what is kept. The later of two rows of one bucket stays.
    private static IReadOnlyList<Candle> Ascending(IReadOnlyList<Candle> candles)
    {
        for (var index = 1; index < candles.Count; index++)
        {
            if (candles[index].Timestamp <= candles[index - 1].Timestamp)
            {
                return [.. candles.GroupBy(static candle => candle.Timestamp).OrderBy(static bucket => bucket.Key).Select(static bucket => bucket.Last())];
            }
        }

        return candles;
    }
}
