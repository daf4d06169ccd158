namespace BirdeyeDiscovery.Testing;

/// <summary>The endpoints that recordings are served for, and the folders in which they lie.</summary>
internal enum RecordingKind
{
    Trending,
    Security,
    Overview,
    TradeData,
    MarketData,
    Price,
    MultiPrice,
    Ohlcv,
    OhlcvV3,
    Trades,
    TradesV3,
}
