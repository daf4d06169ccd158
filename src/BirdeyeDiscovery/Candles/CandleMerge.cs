using System.Collections.ObjectModel;

namespace BirdeyeDiscovery;

/// <summary>Merges newly read candles with those already kept.</summary>
internal static class CandleMerge
{
    /// <summary>
    /// Merges two candle lists. If both have a candle for a bucket, the incoming one is used, because the newest kept candle was still
    /// open. Older history comes first. Candles that lie <paramref name="maxCount"/> buckets or more before the newest, and candles that
    /// <see cref="CandleRules"/> rejects, are dropped.
    /// </summary>
    /// <returns>A new read-only list, strictly ascending.</returns>
    public static IReadOnlyList<Candle> Merge(
        IReadOnlyList<Candle> existing, IReadOnlyList<Candle> incoming, CandleInterval interval, int maxCount)
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
