namespace BirdeyeDiscovery;

/// <summary>Where the market data of a cycle comes from. Birdeye is the default.</summary>
/// <remarks>
/// A source never throws for what the other side does: it answers with a value, with "unknown", or with a failure. It throws only when it is cancelled.
/// Each method answers every address that it was asked for. Where a source breaks this, the cycle counts the tokens as failed
/// (<see cref="BirdeyeFailureKind.SourceFault"/>). A cycle uses one source alone and never falls back to another.
/// A source counts each request with <see cref="CallScope.CountCall"/> and asks nothing more once <see cref="CallScope.Ended"/> is cancelled.
/// </remarks>
public interface IMarketSource
{
    /// <summary>Gets the calls that the account's plan refuses, by the source's own names; empty when there are none.</summary>
    IReadOnlyCollection<string> RefusedCalls { get; }

    /// <summary>Says what the source is and what it can do under some options.</summary>
    /// <param name="options">The options of the engine.</param>
    /// <returns>The description.</returns>
    MarketSourceInfo Describe(BirdeyeDiscoveryOptions options);

    /// <summary>Reads the list of tokens that are worth a closer look.</summary>
    /// <param name="limit">How many are wanted.</param>
    /// <param name="calls">The calls of the cycle.</param>
    /// <param name="cancellationToken">Cancels the call.</param>
    /// <returns>
    /// The list, also one with parts missing, or the failure when no part could be read; a list without tokens that names its failures says the same.
    /// </returns>
    ValueTask<Reading<MarketList>> ReadListAsync(int limit, CallScope calls, CancellationToken cancellationToken);

    /// <summary>Reads the market figures of some tokens.</summary>
    /// <param name="requests">The questions, one a token, at most <see cref="MarketSourceInfo.FactsPerCall"/>.</param>
    /// <param name="calls">The calls of the cycle.</param>
    /// <param name="cancellationToken">Cancels the call.</param>
    /// <returns>The answers by address.</returns>
    ValueTask<IReadOnlyDictionary<string, Reading<MarketFacts>>> ReadFactsAsync(
        IReadOnlyList<FactsRequest> requests, CallScope calls, CancellationToken cancellationToken);

    /// <summary>Reads the security facts of some tokens.</summary>
    /// <param name="addresses">The mint addresses, at most <see cref="MarketSourceInfo.SecurityPerCall"/>.</param>
    /// <param name="calls">The calls of the cycle.</param>
    /// <param name="cancellationToken">Cancels the call.</param>
    /// <returns>The answers by address.</returns>
    ValueTask<IReadOnlyDictionary<string, Reading<SecurityFacts>>> ReadSecurityAsync(
        IReadOnlyList<string> addresses, CallScope calls, CancellationToken cancellationToken);

    /// <summary>Reads candles of some tokens.</summary>
    /// <param name="requests">The questions, one a token, all of one interval, at most <see cref="MarketSourceInfo.CandlesPerCall"/>.</param>
    /// <param name="calls">The calls of the cycle.</param>
    /// <param name="cancellationToken">Cancels the call.</param>
    /// <returns>The answers by address.</returns>
    ValueTask<IReadOnlyDictionary<string, Reading<CandleSeries>>> ReadCandlesAsync(
        IReadOnlyList<CandleRequest> requests, CallScope calls, CancellationToken cancellationToken);
}
