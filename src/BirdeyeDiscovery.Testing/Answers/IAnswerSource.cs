namespace BirdeyeDiscovery.Testing;

/// <summary>Creates the answers of the local Birdeye to requests with valid parameters.</summary>
internal interface IAnswerSource
{
    LocalAnswer Trending(LocalCall call, string sortBy, bool descending, int offset, int limit);

    LocalAnswer Security(LocalCall call);

    LocalAnswer Overview(LocalCall call);

    LocalAnswer TradeData(LocalCall call);

    LocalAnswer MarketData(LocalCall call);

    LocalAnswer Candles(LocalCall call, CandleAsk ask);

    LocalAnswer Trades(LocalCall call, int offset, int limit, bool v3);

    LocalAnswer Price(LocalCall call);

    LocalAnswer MultiPrice(LocalCall call, IReadOnlyList<string> addresses);

    LocalAnswer TradeDataMultiple(LocalCall call, IReadOnlyList<string> addresses);

    LocalAnswer MarketDataMultiple(LocalCall call, IReadOnlyList<string> addresses);
}
