namespace BirdeyeDiscovery.Caching;

/// <summary>
/// Candles to merge into a list: new ones are appended, the open one is replaced, and the oldest beyond the span are dropped.
/// </summary>
/// <param name="CandlesKey">The name of the list: a symbol or an address.</param>
/// <param name="Interval">The interval.</param>
/// <param name="Candles">The candles, ascending.</param>
/// <param name="Replace">Whether the list is replaced instead, such as after a change of its owner.</param>
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

    /// <summary>Gets whether a list that ends with the given bucket has no gap before this update.</summary>
    internal bool Follows(long? lastTimestamp) => From is not { } from || Replace || lastTimestamp >= from - (long)Interval;
}
