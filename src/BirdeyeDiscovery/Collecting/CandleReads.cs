using System.Collections.Concurrent;

namespace BirdeyeDiscovery;

/// <summary>
/// Remembers until when the five-minute candles of each token were read, so that only what can be missing is asked for again.
/// </summary>
/// <remarks>
/// The newest candle alone does not tell that: a token without a trade has none for hours, although nothing of it is missing. What is
/// remembered is lost with the process, and then the newest candle that the cache holds is all that is known.
/// </remarks>
internal sealed class CandleReads
{
    private static readonly TimeSpan Span = CandleSpans.Duration(CandleInterval.FiveMinutes);

    private readonly ConcurrentDictionary<string, Read> _reads = new(StringComparer.Ordinal);

    /// <summary>Gets the moment until which nothing is missing of a kept list, unix seconds; null when that is not known.</summary>
    /// <param name="address">The token.</param>
    /// <param name="newestKept">The start of the newest candle of the list; null when it is empty.</param>
    /// <param name="now">The time of the cycle.</param>
    public long? CompleteUntil(string address, long? newestKept, DateTimeOffset now)
    {
        if (!_reads.TryGetValue(address, out var read))
        {
            return newestKept;
        }

        // A list that lost what was read, as one in a restarted cache, is complete only as far as it goes. What is too old for any list
        // cannot be lost.
        var isAllKept = read.Newest is not { } newest || newest <= (now - Span).ToUnixTimeSeconds() || newestKept >= newest;
        return isAllKept ? Math.Max(read.Until, newestKept ?? 0) : newestKept;
    }

    /// <summary>Tells whether the whole span was read and held no candle.</summary>
    public bool IsEmpty(string address) => _reads.TryGetValue(address, out var read) && read.Newest is null;

    /// <summary>Notes an answer.</summary>
    /// <param name="address">The token.</param>
    /// <param name="until">When it was given.</param>
    /// <param name="newest">The start of the newest candle known after it; null when there is none in the whole span.</param>
    public void Note(string address, DateTimeOffset until, long? newest) => _reads[address] = new Read(until.ToUnixTimeSeconds(), newest);

    /// <summary>Forgets reads that are older than what a list keeps.</summary>
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
