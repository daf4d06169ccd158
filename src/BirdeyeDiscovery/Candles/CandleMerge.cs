using System.Collections.ObjectModel;

namespace BirdeyeDiscovery;

/// <summary>Joins newly read candles with those already kept.</summary>
internal static class CandleMerge
{
    /// <summary>
    /// Joins two lists: of two candles of one bucket the incoming one stays (the newest was still open when it was kept), older history
    /// goes in front, what lies <paramref name="maxCount"/> buckets or more before the newest is dropped, and so is what <see
    /// cref="CandleRules"/> does not let pass.
    /// </summary>
    /// <returns>A read-only list of its own, strictly ascending.</returns>
    public static IReadOnlyList<Candle> Merge(IReadOnlyList<Candle> existing, IReadOnlyList<Candle> incoming, CandleInterval interval, int maxCount)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(maxCount, 1);
        existing = CandleRules.Sound(existing, interval);
        incoming = CandleRules.Sound(incoming, interval);
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
        return Array.AsReadOnly(merged.GetRange(first, merged.Count - first).ToArray());
    }
}
