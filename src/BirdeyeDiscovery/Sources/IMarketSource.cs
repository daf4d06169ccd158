namespace BirdeyeDiscovery.Sources;

/// <summary>Provides the market data of a cycle. Birdeye is the default.</summary>
/// <remarks>
/// A source never throws for a failure of the remote side: it returns a value, "unknown", or a failure. It throws only when it is
/// cancelled. Each method returns an answer for every requested address. Where a source breaks this, the cycle counts the tokens as failed
/// (<see cref="SourceFailureKind.SourceFault"/>). A cycle uses exactly one source and never falls back to another. A source counts each
/// request with <see cref="CallScope.CountCall"/> and sends no more requests once <see cref="CallScope.Ended"/> is cancelled.
/// </remarks>
public interface IMarketSource
{
    /// <summary>Gets the calls that the account's plan refuses, by the source's own names; empty when there are none.</summary>
    IReadOnlyCollection<string> RefusedCalls { get; }

    /// <summary>Describes the source and its capabilities under the given options.</summary>
    /// <param name="options">The options of the engine.</param>
    /// <returns>The description.</returns>
    MarketSourceInfo Describe(BirdeyeDiscoveryOptions options);

    /// <summary>Reads the list of tokens that become candidates.</summary>
    /// <param name="limit">The number of tokens wanted.</param>
    /// <param name="calls">The calls of the cycle.</param>
    /// <param name="cancellationToken">Cancels the call.</param>
    /// <returns>
    /// The list, even when parts are missing, or the failure when no part could be read; a list without tokens that names its failures is
    /// a failure too.
    /// </returns>
    ValueTask<Reading<MarketList>> ReadListAsync(int limit, CallScope calls, CancellationToken cancellationToken);

    /// <summary>Reads the market figures of some tokens.</summary>
    /// <param name="requests">The requests, one per token, at most <see cref="MarketSourceInfo.FactsPerCall"/>.</param>
    /// <param name="calls">The calls of the cycle.</param>
    /// <param name="cancellationToken">Cancels the call.</param>
    /// <returns>The answers by address.</returns>
    ValueTask<IReadOnlyDictionary<string, Reading<MarketFacts>>> ReadFactsAsync(
        IReadOnlyList<FactsRequest> requests, CallScope calls, CancellationToken cancellationToken);

    /// <summary>Reads samples of the recent swaps of some tokens.</summary>
    /// <param name="addresses">The mint addresses, at most <see cref="MarketSourceInfo.SwapsPerCall"/>.</param>
    /// <param name="calls">The calls of the cycle.</param>
    /// <param name="cancellationToken">Cancels the call.</param>
    /// <returns>
    /// The answers by address. Of the figures, only <see cref="MarketFigures.RoundTripShare"/> is used: it is what a sample shows.
    /// </returns>
    /// <remarks>
    /// It is not called for a source whose <see cref="MarketSourceInfo.SwapsPerCall"/> is 0. The <see cref="MarketFacts.Address"/> of an
    /// answer must be the requested address.
    /// </remarks>
    ValueTask<IReadOnlyDictionary<string, Reading<MarketFacts>>> ReadSwapsAsync(
        IReadOnlyList<string> addresses, CallScope calls, CancellationToken cancellationToken);

    /// <summary>Reads the security facts of some tokens.</summary>
    /// <param name="addresses">The mint addresses, at most <see cref="MarketSourceInfo.SecurityPerCall"/>.</param>
    /// <param name="calls">The calls of the cycle.</param>
    /// <param name="cancellationToken">Cancels the call.</param>
    /// <returns>The answers by address.</returns>
    ValueTask<IReadOnlyDictionary<string, Reading<SecurityFacts>>> ReadSecurityAsync(
        IReadOnlyList<string> addresses, CallScope calls, CancellationToken cancellationToken);

    /// <summary>Reads candles of some tokens.</summary>
    /// <param name="requests">The requests, one per token, all of one interval; an engine asks for one token in each call.</param>
    /// <param name="calls">The calls of the cycle.</param>
    /// <param name="cancellationToken">Cancels the call.</param>
    /// <returns>The answers by address.</returns>
    ValueTask<IReadOnlyDictionary<string, Reading<CandleSeries>>> ReadCandlesAsync(
        IReadOnlyList<CandleRequest> requests, CallScope calls, CancellationToken cancellationToken);
}
