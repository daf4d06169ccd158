namespace BirdeyeDiscovery.Testing;

/// <summary>The cost of an answer.</summary>
internal static class ComputeUnits
{
    public static int Of(LocalCall call) => call.Path switch
    {
        "/defi/token_trending" or "/defi/token_security" => 50,
        "/defi/token_overview" => 30,
        "/defi/v3/token/trade-data/single" or "/defi/v3/token/market-data" => 15,
        "/defi/ohlcv" => 40,
        "/defi/v3/ohlcv" => 60,
        "/defi/txs/token" or "/defi/price" => 10,
        "/defi/v3/token/txs" => 20,
        "/defi/multi_price" => Batch(call.Text("list_address", "").Count(',') + 1),
        "/defi/networks" => 1,
        _ => 0,
    };

    private static int Batch(int addresses) => (int)Math.Ceiling(3 * Math.Pow(addresses, 0.8));
}
