using System.Text.Json;

namespace BirdeyeDiscovery;

/// <summary>Reads the figures of one token: <c>/defi/token_overview</c> and <c>/defi/v3/token/trade-data/single</c>.</summary>
internal static class MarketReader
{
    // Each figure has one slot and two keys: that of the overview, and that of the other answers.
    private static readonly FieldNames Overview = new();
    private static readonly FieldNames TradeData = new();
    private static readonly int Address = Add("address", "address");
    private static readonly int Symbol = Add("symbol", "symbol");
    private static readonly int Name = Add("name", "name");
    private static readonly int PriceField = Add("price", "price");
    private static readonly int Liquidity = Add("liquidity", "liquidity");
    private static readonly int Fdv = Add("fdv", "fdv");
    private static readonly int Volume24h = Add("v24hUSD", "volume_24h_usd");
    private static readonly int Change5m = Add("priceChange5mPercent", "price_change_5m_percent");
    private static readonly int Change1h = Add("priceChange1hPercent", "price_change_1h_percent");
    private static readonly int Change24h = Add("priceChange24hPercent", "price_change_24h_percent");
    private static readonly int BuyVolume24h = Add("vBuy24hUSD", "volume_buy_24h_usd");
    private static readonly int SellVolume24h = Add("vSell24hUSD", "volume_sell_24h_usd");
    private static readonly int Buys24h = Add("buy24h", "buy_24h");
    private static readonly int Sells24h = Add("sell24h", "sell_24h");
    private static readonly int Buys1h = Add("buy1h", "buy_1h");
    private static readonly int Sells1h = Add("sell1h", "sell_1h");
    private static readonly int UniqueWallets24h = Add("uniqueWallet24h", "unique_wallet_24h");
    private static readonly int LastTrade = Add("lastTradeUnixTime", "last_trade_unix_time");

    public static Reading<MarketFacts> Read(JsonElement data, BirdeyeEndpoint endpoint, string asked, DateTimeOffset now)
    {
        var fields = new FieldReader(endpoint == BirdeyeEndpoint.Overview ? Overview : TradeData, now);
        if (!fields.TryTake(data))
        {
            return FailureRules.Malformed<MarketFacts>(endpoint, "the answer repeats a key", now);
        }

        // The figures of another token must never be recorded for this one.
        var address = fields.Address(Address);
        if (address.IsInvalid || (address.TryGet(out var answered) && !TokenAddress.AreSame(answered, asked)))
        {
            return FailureRules.Malformed<MarketFacts>(endpoint, "the answer is about another token", now);
        }

        var invalid = new List<string>();
        var facts = new MarketFacts
        {
            Address = asked,
            Symbol = fields.Label(Symbol, LabelText.SymbolLength),
            Name = fields.Label(Name, LabelText.NameLength),
            PriceUsd = fields.Number(PriceField, Unit.Price, "price", invalid),
            LiquidityUsd = fields.Number(Liquidity, Unit.Usd, "liquidity", invalid),
            FdvUsd = fields.Number(Fdv, Unit.Usd, "fdv", invalid),
            Volume24hUsd = fields.Number(Volume24h, Unit.Usd, "volume24h", invalid),
            Change5mPercent = fields.Number(Change5m, Unit.Percent, "change5m", invalid),
            Change1hPercent = fields.Number(Change1h, Unit.Percent, "change1h", invalid),
            Change24hPercent = fields.Number(Change24h, Unit.Percent, "change24h", invalid),
            BuyVolume24hUsd = fields.Number(BuyVolume24h, Unit.Usd, "buyVolume24h", invalid),
            SellVolume24hUsd = fields.Number(SellVolume24h, Unit.Usd, "sellVolume24h", invalid),
            Buys24h = fields.Number(Buys24h, Unit.Count, "buys24h", invalid),
            Sells24h = fields.Number(Sells24h, Unit.Count, "sells24h", invalid),
            Buys1h = fields.Number(Buys1h, Unit.Count, "buys1h", invalid),
            Sells1h = fields.Number(Sells1h, Unit.Count, "sells1h", invalid),
            UniqueWallets24h = fields.Number(UniqueWallets24h, Unit.Count, "uniqueWallets24h", invalid),
            LastTradeAt = fields.Time(LastTrade, "lastTradeAt", invalid),
            InvalidFields = invalid,
        };
        return Reading<MarketFacts>.Of(facts, now);
    }

    private static int Add(string overview, string tradeData)
    {
        Overview.Add(overview);
        return TradeData.Add(tradeData);
    }
}
