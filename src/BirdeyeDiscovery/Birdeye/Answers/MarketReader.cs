using System.Text.Json;

namespace BirdeyeDiscovery;

/// <summary>Reads the answers of <c>/defi/token_overview</c> and <c>/defi/v3/token/trade-data/single</c>.</summary>
internal static class MarketReader
{
    public static Parsed<MarketFacts> Read(JsonElement data, MarketShape shape, string asked, DateTimeOffset now)
    {
        var fields = shape.CreateReader(now);
        if (!fields.TryTake(data))
        {
            return Parsed<MarketFacts>.Malformed("the answer repeats a key");
        }

        // Birdeye's answer is refused if its figures are those of another token than the requested one.
        var address = fields.Address(shape.Address);
        if (address.IsInvalid || (address.TryGet(out var answered) && !TokenAddress.AreSame(answered, asked)))
        {
            return Parsed<MarketFacts>.Malformed("the answer is about another token");
        }

        var invalid = new List<string>();
        return new MarketFacts
        {
            Address = asked,
            Symbol = fields.Label(shape.Symbol, LabelText.SymbolLength),
            Name = fields.Label(shape.Name, LabelText.NameLength),
            PriceUsd = fields.Number<Price>(shape.Price).Take(invalid, "price"),
            LiquidityUsd = fields.Number<Usd>(shape.Liquidity).Take(invalid, "liquidity"),
            FdvUsd = fields.Number<Usd>(shape.Fdv).Take(invalid, "fdv"),
            Volume24hUsd = fields.Number<Usd>(shape.Volume24h).Take(invalid, "volume24h"),
            Change5mPercent = fields.Number<Percent>(shape.Change5m).Take(invalid, "change5m"),
            Change1hPercent = fields.Number<Percent>(shape.Change1h).Take(invalid, "change1h"),
            Change24hPercent = fields.Number<Percent>(shape.Change24h).Take(invalid, "change24h"),
            BuyVolume24hUsd = fields.Number<Usd>(shape.BuyVolume24h).Take(invalid, "buyVolume24h"),
            SellVolume24hUsd = fields.Number<Usd>(shape.SellVolume24h).Take(invalid, "sellVolume24h"),
            Buys24h = fields.Number<Count>(shape.Buys24h).Take(invalid, "buys24h"),
            Sells24h = fields.Number<Count>(shape.Sells24h).Take(invalid, "sells24h"),
            Buys1h = fields.Number<Count>(shape.Buys1h).Take(invalid, "buys1h"),
            Sells1h = fields.Number<Count>(shape.Sells1h).Take(invalid, "sells1h"),
            UniqueWallets24h = fields.Number<Count>(shape.UniqueWallets24h).Take(invalid, "uniqueWallets24h"),
            LastTradeAt = fields.Time(shape.LastTrade).Take(invalid, "lastTradeAt"),
            InvalidFields = invalid,
        };
    }
}
