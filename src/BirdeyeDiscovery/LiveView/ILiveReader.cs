namespace BirdeyeDiscovery;

/// <summary>Reads the live view for a bot, in the process of an engine or in a process of its own (<c>AddBirdeyeLiveReader</c>).</summary>
/// <remarks>
/// No member throws for a fault of the cache or waits for the cache longer than its time-out: if the cache does not answer, the answer is
/// <see cref="LiveAnswerKind.Unavailable"/>. Concurrent callers with the same request share one call. All members are safe for concurrent
/// calls.
/// </remarks>
public interface ILiveReader
{
    /// <summary>Gets the score of a token with its components, ranks and figures.</summary>
    /// <param name="address">The mint address.</param>
    /// <param name="cancellationToken">Cancels this caller's wait.</param>
    /// <returns>
    /// The score; missing when none was published or it expired. A score that was read a moment ago is returned at once and without
    /// allocation.
    /// </returns>
    ValueTask<LiveAnswer<TokenScoreView>> GetScoreAsync(string address, CancellationToken cancellationToken = default);

    /// <summary>Gets the rank of a token among all ranked tokens; 1 is best.</summary>
    /// <param name="address">The mint address.</param>
    /// <param name="cancellationToken">Cancels this caller's wait.</param>
    /// <returns>The rank; missing when the token has no score, or a score without a rank because its data was not good enough.</returns>
    ValueTask<LiveAnswer<int?>> GetRankAsync(string address, CancellationToken cancellationToken = default);

    /// <summary>Gets one whole cycle: the last one or, during the publication of the next, that one; never a mix of both.</summary>
    /// <param name="cancellationToken">Cancels this caller's wait.</param>
    /// <returns>The view; missing when no cycle was published.</returns>
    ValueTask<LiveAnswer<LiveView>> GetViewAsync(CancellationToken cancellationToken = default);

    /// <summary>Gets the addresses of the active tokens of the last cycle.</summary>
    /// <param name="cancellationToken">Cancels this caller's wait.</param>
    /// <returns>The addresses, possibly none; missing when no cycle was published.</returns>
    ValueTask<LiveAnswer<IReadOnlyList<string>>> GetActiveTokensAsync(CancellationToken cancellationToken = default);

    /// <summary>Gets the candles of a token, oldest first. They are never those of another token with the same symbol.</summary>
    /// <param name="address">The mint address.</param>
    /// <param name="interval">The interval.</param>
    /// <param name="cancellationToken">Cancels this caller's wait.</param>
    /// <returns>
    /// The candles, without the buckets that had no swaps; the last one may be open. Missing when there are none. They are stale when the
    /// newest one ended more than two of their intervals, or two cycles if those are longer, before the last cycle: the token then had no
    /// swaps or could not be read. They are also stale when the view is.
    /// </returns>
    ValueTask<LiveAnswer<IReadOnlyList<Candle>>> GetCandlesAsync(
        string address,
        CandleInterval interval,
        CancellationToken cancellationToken = default);

    /// <summary>
    /// Watches the view: returns the current one, then each newer one, and one that changed since, such as after somebody paused a token.
    /// </summary>
    /// <param name="cancellationToken">Ends the enumeration.</param>
    /// <returns>
    /// Views in the order of their publication, each with a value. The same cycle is returned again if tokens were paused, resumed or
    /// removed after it, and when it becomes stale. Times ascend unless a host whose clock was ahead led before. A cycle is noticed at once
    /// if the cache can announce it, and at the next poll (an eighth of the interval, at most 15 seconds) if the notice was lost. If cycles
    /// follow each other faster than they are consumed, only the last one is returned.
    /// </returns>
    IAsyncEnumerable<LiveAnswer<LiveView>> WatchAsync(CancellationToken cancellationToken = default);
}
