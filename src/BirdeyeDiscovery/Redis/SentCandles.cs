namespace BirdeyeDiscovery;

/// <summary>Remembers the candles that were sent to Redis last, so that only the differing end of a whole list is sent again.</summary>
/// <remarks>It only saves work: if Redis does not hold what was sent, the whole list is sent.</remarks>
internal sealed class SentCandles
{
    private readonly Dictionary<string, IReadOnlyList<Candle>> _lists = new(StringComparer.Ordinal);

    /// <summary>
    /// Gets the candle updates for Redis reduced to what differs from the lists sent last; an update whose last sent list is not known is
    /// returned unchanged.
    /// </summary>
    public CandleUpdate[] Shortened(IReadOnlyList<CandleUpdate> updates)
    {
        var once = Once(updates);
        return [.. updates.Select(update => once.Contains(Key(update)) ? Shortened(update) : update)];
    }

    /// <summary>Forgets the candle lists that a publication to Redis touches, and remembers their new candles if it succeeded.</summary>
    public void Note(LiveUpdate update, bool isPublished)
    {
        foreach (var key in update.Candles
            .Select(Key)
            .Concat(update.DroppedCandleKeys.SelectMany(
                static name => Enum.GetValues<CandleInterval>().Select(interval => CacheKeys.Candles(name, interval)))))
        {
            _lists.Remove(key);
        }

        if (!isPublished)
        {
            return;
        }

        // Only a list that was sent whole and once is remembered. If a list was sent twice or in part, this host does not know what Redis
        // holds.
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

        // The last candle is always sent to Redis, because the update renews the lifetime of the list.
        same = Math.Min(same, candles.Count - 1);
        return same == 0
            ? update
            : update with { Candles = [.. candles.Skip(same)], From = candles[same - 1].Timestamp + (long)update.Interval };
    }
}
