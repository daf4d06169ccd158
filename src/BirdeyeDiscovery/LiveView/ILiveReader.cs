namespace BirdeyeDiscovery;

/// <summary>What a bot reads of the live view, in the process of an engine or in one of its own (<c>AddBirdeyeLiveReader</c>).</summary>
/// <remarks>
/// Nothing here throws for what the cache does, and nothing waits for it longer than its time-out: where it does not answer, the answer is
/// <see cref="LiveAnswerKind.Unavailable"/>. Callers that ask for the same at the same time share one question. Safe for concurrent calls.
/// </remarks>
public interface ILiveReader
{
    /// <summary>Gets the score of a token with its parts, ranks and figures.</summary>
    /// <param name="address">The mint address.</param>
    /// <param name="cancellationToken">Cancels this caller's wait.</param>
    /// <returns>The score; missing when none was published or it expired. Read a moment ago, it is answered at once and without allocation.</returns>
    ValueTask<LiveAnswer<TokenScoreView>> GetScoreAsync(string address, CancellationToken cancellationToken = default);

    /// <summary>Gets the rank of a token over all ranked tokens; 1 is best.</summary>
    /// <param name="address">The mint address.</param>
    /// <param name="cancellationToken">Cancels this caller's wait.</param>
    /// <returns>The rank; missing when the token has no score, or a score without a rank because its data were not good enough.</returns>
    ValueTask<LiveAnswer<int>> GetRankAsync(string address, CancellationToken cancellationToken = default);

    /// <summary>Gets one whole cycle: the last one or, while the next is published, that one, never a mix of both.</summary>
    /// <param name="cancellationToken">Cancels this caller's wait.</param>
    /// <returns>The view; missing when no cycle was published.</returns>
    ValueTask<LiveAnswer<LiveView>> GetViewAsync(CancellationToken cancellationToken = default);

    /// <summary>Gets the addresses of the active tokens, as the last cycle has them.</summary>
    /// <param name="cancellationToken">Cancels this caller's wait.</param>
    /// <returns>The addresses, perhaps none; missing when no cycle was published.</returns>
    ValueTask<LiveAnswer<IReadOnlyList<string>>> GetActiveTokensAsync(CancellationToken cancellationToken = default);

    /// <summary>Gets the candles of a token, oldest first. They are never those of another token of the same symbol.</summary>
    /// <param name="address">The mint address.</param>
    /// <param name="interval">The interval.</param>
    /// <param name="cancellationToken">Cancels this caller's wait.</param>
    /// <returns>
    /// The candles, of which the last may be open and quiet buckets are absent; missing when there are none. They are stale when the newest one ended
    /// more than two of their intervals before the last cycle, or two cycles where those are longer: then the token was quiet, or could not be read. They are
    /// stale, too, when the view is.
    /// </returns>
    ValueTask<LiveAnswer<IReadOnlyList<Candle>>> GetCandlesAsync(string address, CandleInterval interval, CancellationToken cancellationToken = default);

    /// <summary>Follows the view: gives the one that is there, then each newer one, and one that changed since, as when somebody paused a token.</summary>
    /// <param name="cancellationToken">Ends it.</param>
    /// <returns>
    /// Views in the order of their publication, all found; the same cycle again where tokens were paused, resumed or removed after it, and where it got stale.
    /// Times ascend, unless a host whose clock was ahead led before. A cycle is noticed at once where
    /// the cache can tell of it, and at the next look (an eighth of the interval, at most 15 seconds) where a notice got lost; of cycles that follow each
    /// other faster than they are taken, the last one is given.
    /// </returns>
    IAsyncEnumerable<LiveAnswer<LiveView>> WatchAsync(CancellationToken cancellationToken = default);
}
