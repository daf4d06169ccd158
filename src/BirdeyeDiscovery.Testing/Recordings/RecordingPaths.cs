namespace BirdeyeDiscovery.Testing;

/// <summary>
/// The folder of recordings of each endpoint. Other folders (published examples, errors) contain no market data and are not read.
/// </summary>
internal static class RecordingPaths
{
    public static IReadOnlyList<(RecordingKind Kind, string Folder, string Path)> All { get; } =
    [
        (RecordingKind.Overview, "token_overview", "/defi/token_overview"),
        (RecordingKind.Security, "token_security", "/defi/token_security"),
        (RecordingKind.Trending, "token_trending", "/defi/token_trending"),
        (RecordingKind.TradeData, "v3_trade_data_single", "/defi/v3/token/trade-data/single"),
        (RecordingKind.TradeDataMultiple, "v3_trade_data_multiple", "/defi/v3/token/trade-data/multiple"),
        (RecordingKind.MarketData, "v3_market_data", "/defi/v3/token/market-data"),
        (RecordingKind.MarketDataMultiple, "v3_market_data_multiple", "/defi/v3/token/market-data/multiple"),
        (RecordingKind.Price, "price", "/defi/price"),
        (RecordingKind.MultiPrice, "multi_price", "/defi/multi_price"),
        (RecordingKind.Ohlcv, "ohlcv", "/defi/ohlcv"),
        (RecordingKind.OhlcvV3, "v3_ohlcv", "/defi/v3/ohlcv"),
        (RecordingKind.Trades, "txs_token", "/defi/txs/token"),
        (RecordingKind.TradesV3, "v3_token_txs", "/defi/v3/token/txs"),
    ];
}
