namespace BirdeyeDiscovery;

/// <summary>Remembers which candles were published last, so that of a list that is published whole again only the end that differs is sent.</summary>
/// <remarks>It saves work and nothing depends on it: where Redis has not what was sent, the whole list is sent after all.</remarks>
internal sealed class SentCandles
{
    private readonly Dictionary<string, IReadOnlyList<Candle>> _lists = new(StringComparer.Ordinal);

    /// <summary>Gets updates that bring the lists as they were sent last to what these make of them; the same ones where that is not known.</summary>
    public CandleUpdate[] Shortened(IReadOnlyList<CandleUpdate> updates)
    {
        var once = Once(updates);
        return [.. updates.Select(update => once.Contains(Key(update)) ? Shortened(update) : update)];
    }

    /// <summary>Forgets what a publication touches, and remembers it once it succeeded.</summary>
    public void Note(LiveUpdate update, bool isPublished)
    {
        foreach (var key in update.Candles.Select(Key).Concat(update.DroppedCandleKeys.SelectMany(static name => Enum.GetValues<CandleInterval>().Select(interval => CacheKeys.Candles(name, interval)))))
        {
            _lists.Remove(key);
        }

        if (!isPublished)
        {
            return;
        }

        // A list that is written twice, or from a time on, is another than what is known here.
        var once = Once(update.Candles);
        foreach (var list in update.Candles.Where(list => IsWhole(list) && once.Contains(Key(list))))
        {
            _lists[Key(list)] = [.. list.Candles];
        }
    }

    private static bool IsWhole(CandleUpdate update) => !update.Replace && update.From is null && update.Candles.Count > 0;

    private static HashSet<string> Once(IReadOnlyList<CandleUpdate> updates) =>
        updates.CountBy(Key).Where(static list => list.Value == 1).Select(static list => list.Key).ToHashSet(StringComparer.Ordinal);

    private static string Key(CandleUpdate update) => CacheKeys.Candles(update.CandlesKey, update.Interval);

    private CandleUpdate Shortened(CandleUpdate update)
    {
        var candles = update.Candles;
        if (!IsWhole(update) || !_lists.TryGetValue(Key(update), out var sent))
        {
            return update;
        }

        var start = 0;
        while (start < sent.Count && sent[start].Timestamp < candles[0].Timestamp)
        {
            start++;
        }

        var same = 0;
        while (same < candles.Count && start + same < sent.Count && candles[same] == sent[start + same])
        {
            same++;
        }

        // The last one is sent in any case: the list lives on by it.
        same = Math.Min(same, candles.Count - 1);
        return same == 0 ? update : update with { Candles = [.. candles.Skip(same)], From = candles[same - 1].Timestamp + (long)update.Interval };
    }
}
