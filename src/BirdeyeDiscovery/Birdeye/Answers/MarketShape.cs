namespace BirdeyeDiscovery;

/// <summary>The keys of a token's market data in Birdeye's answers: camelCase in the overview, snake_case in the trade data.</summary>
internal sealed class MarketShape
{
    private readonly FieldNames _names = new();

    private MarketShape(
        string volume24h,
        Func<string, string> change,
        string buyVolume24h,
        string sellVolume24h,
        Func<string, string> window,
        string uniqueWallets24h,
        string lastTrade)
    {
        Address = _names.Add("address");
        Symbol = _names.Add("symbol");
        Name = _names.Add("name");
        Price = _names.Add("price");
        Liquidity = _names.Add("liquidity");
        Fdv = _names.Add("fdv");
        Volume24h = _names.Add(volume24h);
        Change5m = _names.Add(change("5m"));
        Change1h = _names.Add(change("1h"));
        Change24h = _names.Add(change("24h"));
        BuyVolume24h = _names.Add(buyVolume24h);
        SellVolume24h = _names.Add(sellVolume24h);
        Buys24h = _names.Add("buy" + window("24h"));
        Sells24h = _names.Add("sell" + window("24h"));
        Buys1h = _names.Add("buy" + window("1h"));
        Sells1h = _names.Add("sell" + window("1h"));
        UniqueWallets24h = _names.Add(uniqueWallets24h);
        LastTrade = _names.Add(lastTrade);
    }

    public static MarketShape Overview { get; } = new(
        "v24hUSD",
        static window => $"priceChange{window}Percent",
        "vBuy24hUSD",
        "vSell24hUSD",
        static window => window,
        "uniqueWallet24h",
        "lastTradeUnixTime");

    public static MarketShape TradeData { get; } = new(
        "volume_24h_usd",
        static window => $"price_change_{window}_percent",
        "volume_buy_24h_usd",
        "volume_sell_24h_usd",
        static window => "_" + window,
        "unique_wallet_24h",
        "last_trade_unix_time");

    public int Address { get; }

    public int Symbol { get; }

    public int Name { get; }

    public int Price { get; }

    public int Liquidity { get; }

    public int Fdv { get; }

    public int Volume24h { get; }

    public int Change5m { get; }

    public int Change1h { get; }

    public int Change24h { get; }

    public int BuyVolume24h { get; }

    public int SellVolume24h { get; }

    public int Buys24h { get; }

    public int Sells24h { get; }

    public int Buys1h { get; }

    public int Sells1h { get; }

    public int UniqueWallets24h { get; }

    public int LastTrade { get; }

    public FieldReader CreateReader(DateTimeOffset now) => new(_names, now);
}
