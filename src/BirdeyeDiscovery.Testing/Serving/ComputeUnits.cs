namespace BirdeyeDiscovery.Testing;

/// <summary>The cost in compute units of an answer that the local Birdeye serves.</summary>
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
        "/defi/v3/token/trade-data/multiple" or "/defi/v3/token/market-data/multiple" => Batch(15, call.Addresses.Length),
        "/defi/multi_price" => Batch(3, call.Addresses.Length),
        "/defi/networks" => 1,
        _ => 0,
    };

    // The local Birdeye bills the addresses that were asked for, known or not, as the API does.
    private static int Batch(int cost, int addresses) => (int)Math.Ceiling(cost * Math.Pow(addresses, 0.8));
}
