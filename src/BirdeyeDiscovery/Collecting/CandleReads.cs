using System.Collections.Concurrent;

namespace BirdeyeDiscovery;

/// <summary>
/// Records until when the five-minute candles of each token were read, so that only buckets that can be missing are requested again.
/// </summary>
/// <remarks>
/// The newest candle is not enough for that: a token without swaps has no candle for hours, although nothing is missing. The record is lost
/// with the process; after that, only the newest cached candle is known.
/// </remarks>
internal sealed class CandleReads
{
    private static readonly TimeSpan Span = CandleSpans.Duration(CandleInterval.FiveMinutes);

    private readonly ConcurrentDictionary<string, Read> _reads = new(StringComparer.Ordinal);

    /// <summary>Gets the time until which a cached list of candles is complete, in unix seconds; null when it is not known.</summary>
    /// <param name="address">The token.</param>
    /// <param name="newestKept">The start of the newest candle of the list; null when the list is empty.</param>
    /// <param name="now">The time of the cycle.</param>
    public long? CompleteUntil(string address, long? newestKept, DateTimeOffset now)
    {
        if (!_reads.TryGetValue(address, out var read))
        {
            return newestKept;
        }

        // A cached list may have lost candles, for example in a restarted cache. For the collector, it is then complete only up to its
        // newest candle. A candle that is too old for any list does not count as lost.
        var isAllKept = read.Newest is not { } newest || newest <= (now - Span).ToUnixTimeSeconds() || newestKept >= newest;
        return isAllKept ? Math.Max(read.Until, newestKept ?? 0) : newestKept;
    }

    /// <summary>Gets whether the candles of a token were collected for the whole span, and there were none.</summary>
    public bool IsEmpty(string address) => _reads.TryGetValue(address, out var read) && read.Newest is null;

    /// <summary>Records that the candles of a token were collected.</summary>
    /// <param name="address">The token.</param>
    /// <param name="until">The time of the answer.</param>
    /// <param name="newest">The start of the newest candle known after it; null when the whole span has none.</param>
    public void Note(string address, DateTimeOffset until, long? newest) => _reads[address] = new Read(until.ToUnixTimeSeconds(), newest);

    /// <summary>Forgets records of collected candles that are older than the span of a list.</summary>
    public void ForgetBefore(DateTimeOffset now)
    {
        var oldest = (now - Span).ToUnixTimeSeconds();
        foreach (var read in _reads.Where(read => read.Value.Until < oldest))
        {
            _reads.TryRemove(read);
        }
    }

    private readonly record struct Read(long Until, long? Newest);
}
