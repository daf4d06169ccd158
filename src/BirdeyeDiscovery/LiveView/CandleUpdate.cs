namespace BirdeyeDiscovery.Caching;

/// <summary>
/// Candles to merge into a list: new ones are appended, the open one is replaced, and the oldest beyond the span are dropped.
/// </summary>
/// <param name="CandlesKey">The name of the list: a symbol or an address.</param>
/// <param name="Interval">The interval.</param>
/// <param name="Candles">The candles, ascending.</param>
/// <param name="Replace">Whether the list is replaced instead, such as after a change of its owner.</param>
/// <remarks>Two are equal only if they refer to the same collections.</remarks>
public sealed record CandleUpdate(string CandlesKey, CandleInterval Interval, IReadOnlyList<Candle> Candles, bool Replace = false)
{
    /// <summary>
    /// Gets the start of the time range that the candles cover completely, in Unix seconds, or <see langword="null"/> if they are the whole
    /// history.
    /// </summary>
    /// <remarks>
    /// From that time on, an absent bucket is one without swaps. A list that ends before it lacks the candles in between: the list is left
    /// unchanged, a missing list stays missing, and the whole history is read next.
    /// </remarks>
    public long? From { get; init; }

    /// <summary>Merges the candles into a list that a cache keeps.</summary>
    /// <param name="kept">The candles that are kept, ascending; none when there is no list.</param>
    /// <returns>
    /// The list to keep from now on, at most as long as the span of its interval, or <see langword="null"/> when the list stays as it is.
    /// </returns>
    /// <remarks>With <see cref="Replace"/>, the kept list goes even where nothing takes its place.</remarks>
    public IReadOnlyList<Candle>? MergeInto(IReadOnlyList<Candle> kept)
    {
        ArgumentNullException.ThrowIfNull(kept);
        var before = Replace ? [] : kept;
        return Candles.Count == 0 || !Follows(before.Count > 0 ? before[^1].Timestamp : null)
            ? null
            : CandleMerge.Merge(before, Candles, Interval, CandleSpans.Count(Interval));
    }

    /// <summary>Gets whether this update of the live view continues a candle list with the given last bucket without a gap.</summary>
    internal bool Follows(long? lastTimestamp) => From is not { } from || Replace || lastTimestamp >= from - (long)Interval;
}
