using System.Text.Json;

namespace BirdeyeDiscovery;

/// <summary>Reads the figures of tokens in every answer that has them.</summary>
internal static class MarketReader
{
    // Each figure has one slot, and a key in the overview, in the answers for trade data and, if it is there too, in the trending list.
    private static readonly FieldNames Overview = new();
    private static readonly FieldNames TradeData = new();
    private static readonly FieldNames Trending = new();
    private static readonly int Address = Add("address", "address", "address");
    private static readonly int Symbol = Add("symbol", "symbol", "symbol");
    private static readonly int Name = Add("name", "name", "name");
    private static readonly int PriceField = Add("price", "price", "price");
    private static readonly int Liquidity = Add("liquidity", "liquidity", "liquidity");
    private static readonly int Fdv = Add("fdv", "fdv", "fdv");
    private static readonly int Volume24h = Add("v24hUSD", "volume_24h_usd", "volume24hUSD");
    private static readonly int Change5m = Add("priceChange5mPercent", "price_change_5m_percent");
    private static readonly int Change1h = Add("priceChange1hPercent", "price_change_1h_percent");
    private static readonly int Change24h = Add("priceChange24hPercent", "price_change_24h_percent", "price24hChangePercent");
    private static readonly int BuyVolume24h = Add("vBuy24hUSD", "volume_buy_24h_usd");
    private static readonly int SellVolume24h = Add("vSell24hUSD", "volume_sell_24h_usd");
    private static readonly int Buys24h = Add("buy24h", "buy_24h");
    private static readonly int Sells24h = Add("sell24h", "sell_24h");
    private static readonly int Buys1h = Add("buy1h", "buy_1h");
    private static readonly int Sells1h = Add("sell1h", "sell_1h");
    private static readonly int UniqueWallets24h = Add("uniqueWallet24h", "unique_wallet_24h");
    private static readonly int LastTrade = Add("lastTradeUnixTime", "last_trade_unix_time");

    /// <summary>Reads <c>/defi/token_overview</c> and <c>/defi/v3/token/trade-data/single</c>.</summary>
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

        return Reading<MarketFacts>.Of(ReadFigures(fields, asked), now);
    }

    /// <summary>
    /// Reads <c>/defi/v3/token/trade-data/multiple</c> and <c>/defi/v3/token/market-data/multiple</c>, a map of answers by address: a
    /// reading of each requested token, as a request for it alone would give.
    /// </summary>
    /// <remarks>
    /// A token that the map lacks or has as <c>null</c> or <c>{}</c> is not known to the API; every other value is read like the answer for
    /// the token alone. A fault in one token leaves the others as they are.
    /// </remarks>
    public static Reading<IReadOnlyDictionary<string, Reading<MarketFacts>>> ReadSeveral(
        JsonElement data, BirdeyeEndpoint endpoint, IReadOnlyList<string> asked, DateTimeOffset now)
    {
        var rows = new Dictionary<string, JsonElement>(StringComparer.Ordinal);
        var repeated = new HashSet<string>(StringComparer.Ordinal);
        foreach (var property in data.EnumerateObject())
        {
            var address = TokenAddress.Normalize(property.Name);
            if (!rows.TryAdd(address, property.Value))
            {
                repeated.Add(address);
            }
        }

        var tokens = new Dictionary<string, Reading<MarketFacts>>(asked.Count, StringComparer.Ordinal);
        foreach (var address in asked)
        {
            var key = TokenAddress.Normalize(address);
            tokens[address] = !TokenAddress.IsValid(address) ? Reading<MarketFacts>.Failed(FailureRules.BadAddress(endpoint), now)
                : repeated.Contains(key) ? Malformed("the answer repeats a key")
                : rows.TryGetValue(key, out var row) ? OfRow(row, address)
                : Reading<MarketFacts>.Unknown(now);
        }

        return Reading<IReadOnlyDictionary<string, Reading<MarketFacts>>>.Of(tokens, now);

        Reading<MarketFacts> OfRow(JsonElement row, string address)
        {
            if (row.ValueKind == JsonValueKind.Null || (row.ValueKind == JsonValueKind.Object && row.GetPropertyCount() == 0))
            {
                return Reading<MarketFacts>.Unknown(now);
            }

            // The answers for trade data and for market data have the same keys. Each has only some of the figures.
            return row.ValueKind == JsonValueKind.Object
                ? Read(row, endpoint, address, now)
                : Malformed("the answer has no data object");
        }

        Reading<MarketFacts> Malformed(string problem) => FailureRules.Malformed<MarketFacts>(endpoint, problem, now);
    }

    /// <summary>Creates the reader of the rows of <c>/defi/token_trending</c>.</summary>
    public static FieldReader CreateRowReader(DateTimeOffset now) => new(Trending, now);

    /// <summary>Reads a row of the trending answer; null when it has no usable address.</summary>
    public static MarketFacts? ReadRow(FieldReader row, JsonElement element) =>
        row.TryTake(element) && row.Address(Address).TryGet(out var address) ? ReadFigures(row, address) : null;

    private static MarketFacts ReadFigures(FieldReader fields, string address) => new()
    {
        Address = address,
        Symbol = fields.Label(Symbol, LabelText.SymbolLength),
        Name = fields.Label(Name, LabelText.NameLength),
        PriceUsd = fields.Number(PriceField, Unit.Price, "price"),
        LiquidityUsd = fields.Number(Liquidity, Unit.Usd, "liquidity"),
        FdvUsd = fields.Number(Fdv, Unit.Usd, "fdv"),
        Volume24hUsd = fields.Number(Volume24h, Unit.Usd, "volume24h"),
        Change5mPercent = fields.Number(Change5m, Unit.Percent, "change5m"),
        Change1hPercent = fields.Number(Change1h, Unit.Percent, "change1h"),
        Change24hPercent = fields.Number(Change24h, Unit.Percent, "change24h"),
        BuyVolume24hUsd = fields.Number(BuyVolume24h, Unit.Usd, "buyVolume24h"),
        SellVolume24hUsd = fields.Number(SellVolume24h, Unit.Usd, "sellVolume24h"),
        Buys24h = fields.Number(Buys24h, Unit.Count, "buys24h"),
        Sells24h = fields.Number(Sells24h, Unit.Count, "sells24h"),
        Buys1h = fields.Number(Buys1h, Unit.Count, "buys1h"),
        Sells1h = fields.Number(Sells1h, Unit.Count, "sells1h"),
        UniqueWallets24h = fields.Number(UniqueWallets24h, Unit.Count, "uniqueWallets24h"),
        LastTradeAt = fields.Time(LastTrade, "lastTradeAt"),

        // InvalidFields comes last, because its names are complete once all figures of the answer are read.
        InvalidFields = fields.InvalidFields,
    };

    private static int Add(string overview, string tradeData, string? trending = null)
    {
        Overview.Add(overview);
        Trending.Add(trending);
        return TradeData.Add(tradeData);
    }
}
