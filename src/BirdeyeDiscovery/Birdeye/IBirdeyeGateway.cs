namespace BirdeyeDiscovery;

/// <summary>
/// The gateway reads Birdeye's API into types. A call throws only when it is cancelled; every failure of the API is returned.
/// </summary>
internal interface IBirdeyeGateway
{
    /// <summary>Gets the endpoints that the account's plan does not include, as the gateway learned from Birdeye's refusals.</summary>
    IReadOnlyCollection<BirdeyeEndpoint> RefusedEndpoints { get; }

    /// <summary>
    /// Gets the offset of this host's clock from Birdeye's, as of its last answer to the gateway; null before an answer that carries a
    /// time.
    /// </summary>
    ClockOffset? ClockOffset => null;

    /// <summary>Requests a page of the trending list by rank, best first; <paramref name="limit"/> is 1 to 20.</summary>
    ValueTask<Reading<MarketList>> GetTrendingAsync(int offset, int limit, CallScope scope, CancellationToken cancellationToken);

    ValueTask<Reading<TokenSecurity>> GetSecurityAsync(string address, CallScope scope, CancellationToken cancellationToken);

    ValueTask<Reading<MarketFacts>> GetOverviewAsync(string address, CallScope scope, CancellationToken cancellationToken);

    ValueTask<Reading<MarketFacts>> GetTradeDataAsync(string address, CallScope scope, CancellationToken cancellationToken);

    /// <summary>Gets whether the gateway sends no request to an endpoint, because it remembers that Birdeye refused one.</summary>
    bool IsRefused(BirdeyeEndpoint endpoint, BirdeyeOptions options) => false;

    /// <summary>Requests the trade data of at most 20 tokens in one call.</summary>
    ValueTask<Reading<IReadOnlyDictionary<string, Reading<MarketFacts>>>> GetTradeDataAsync(
        IReadOnlyList<string> addresses, CallScope scope, CancellationToken cancellationToken);

    /// <summary>
    /// Requests the market data of at most 20 tokens in one call. The only figures of its answer are liquidity and fully diluted value.
    /// </summary>
    ValueTask<Reading<IReadOnlyDictionary<string, Reading<MarketFacts>>>> GetMarketDataAsync(
        IReadOnlyList<string> addresses, CallScope scope, CancellationToken cancellationToken);

    /// <summary>Requests candles from <c>/defi/ohlcv</c>; at most 1,000 buckets.</summary>
    ValueTask<Reading<CandleSeries>> GetCandlesAsync(CandleRequest request, CallScope scope, CancellationToken cancellationToken);

    /// <summary>Requests the newest swaps from <c>/defi/txs/token</c>, as many as the API returns by default (50).</summary>
    ValueTask<Reading<SwapPage>> GetTradesAsync(string address, CallScope scope, CancellationToken cancellationToken);
}
