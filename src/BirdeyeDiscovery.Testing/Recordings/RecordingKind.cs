namespace BirdeyeDiscovery.Testing;

/// <summary>The endpoints for which recordings are served; each has a folder.</summary>
internal enum RecordingKind
{
    Trending,
    Security,
    Overview,
    TradeData,
    TradeDataMultiple,
    MarketData,
    MarketDataMultiple,
    Price,
    MultiPrice,
    Ohlcv,
    OhlcvV3,
    Trades,
    TradesV3,
}
