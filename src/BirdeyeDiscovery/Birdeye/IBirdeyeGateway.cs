namespace BirdeyeDiscovery;

/// <summary>The API, read into types. Calls never throw for what the API does; they throw only when cancelled.</summary>
internal interface IBirdeyeGateway
{
    /// <summary>Gets the endpoints that the plan refused, learned once each.</summary>
    IReadOnlyCollection<BirdeyeEndpoint> RefusedEndpoints { get; }

    /// <summary>Gets how far this host's clock is off the API's, as its last answer told; null where none did.</summary>
    ClockOffset? ClockOffset => null;

    /// <summary>Asks for a trending page by rank, best first; <paramref name="limit"/> is 1 to 20.</summary>
    ValueTask<Reading<TrendingPage>> GetTrendingAsync(int offset, int limit, CallScope scope, CancellationToken cancellationToken);

    ValueTask<Reading<TokenSecurity>> GetSecurityAsync(string address, CallScope scope, CancellationToken cancellationToken);

    ValueTask<Reading<MarketFacts>> GetOverviewAsync(string address, CallScope scope, CancellationToken cancellationToken);

    ValueTask<Reading<MarketFacts>> GetTradeDataAsync(string address, CallScope scope, CancellationToken cancellationToken);

    /// <summary>Asks <c>/defi/ohlcv</c>; at most 1,000 buckets.</summary>
    ValueTask<Reading<CandleSeries>> GetCandlesAsync(CandleRequest request, CallScope scope, CancellationToken cancellationToken);

    /// <summary>Asks <c>/defi/v3/ohlcv</c>; at most 5,000 buckets.</summary>
    ValueTask<Reading<CandleSeries>> GetCandlesV3Async(CandleRequest request, CallScope scope, CancellationToken cancellationToken);

    /// <summary>Asks <c>/defi/txs/token</c> for the newest swaps, as many as the API gives unasked (50).</summary>
    ValueTask<Reading<TradePage>> GetTradesAsync(string address, CallScope scope, CancellationToken cancellationToken);

    /// <summary>Asks <c>/defi/v3/token/txs</c> for the newest swaps, as many as the API gives unasked (100).</summary>
    ValueTask<Reading<TradePage>> GetTradesV3Async(string address, CallScope scope, CancellationToken cancellationToken);
}
