using System.Text.Json.Serialization;

namespace BirdeyeDiscovery.Configuration;

/// <summary>The endpoints of the Birdeye API that the library reads.</summary>
[JsonConverter(typeof(JsonStringEnumConverter<BirdeyeEndpoint>))]
public enum BirdeyeEndpoint
{
    /// <summary><c>/defi/token_trending</c>.</summary>
    Trending = 1,

    /// <summary><c>/defi/token_security</c>.</summary>
    Security = 2,

    /// <summary><c>/defi/token_overview</c>.</summary>
    Overview = 3,

    /// <summary><c>/defi/v3/token/trade-data/single</c>.</summary>
    TradeData = 4,

    /// <summary><c>/defi/ohlcv</c>.</summary>
    Ohlcv = 5,

    /// <summary><c>/defi/txs/token</c>.</summary>
    Trades = 7,

    /// <summary><c>/defi/v3/token/trade-data/multiple</c>, at most 20 tokens.</summary>
    TradeDataMultiple = 9,

    /// <summary><c>/defi/v3/token/market-data/multiple</c>, at most 20 tokens.</summary>
    MarketDataMultiple = 10,
}
