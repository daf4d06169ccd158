using System.Text.Json;

namespace BirdeyeDiscovery;

/// <summary>Reads <c>/defi/token_overview</c> and <c>/defi/v3/token/trade-data/single</c>.</summary>
internal static class MarketReader
{
    public static Parsed<TokenMarket> Read(JsonElement data, MarketShape shape, string asked, DateTimeOffset now)
    {
        var fields = shape.CreateReader(now);
        if (!fields.TryTake(data))
        {
            return Parsed<TokenMarket>.Malformed("the answer repeats a key");
        }

        // Figures of another token must never be booked on this one.
        var address = fields.Address(shape.Address);
        if (address.IsInvalid || (address.TryGet(out var answered) && !TokenAddress.AreSame(answered, asked)))
        {
            return Parsed<TokenMarket>.Malformed("the answer is about another token");
        }

        var marketCap = fields.Number<Usd>(shape.MarketCap);
        return new TokenMarket(
            asked,
            fields.Label(shape.Symbol, LabelText.SymbolLength),
            fields.Label(shape.Name, LabelText.NameLength))
        {
            Price = fields.Number<Usd>(shape.Price),
            Liquidity = fields.Number<Usd>(shape.Liquidity),
            Fdv = fields.Number<Usd>(shape.Fdv),
            MarketCap = marketCap.State == DatumState.Missing ? fields.Number<Usd>(shape.OlderMarketCap) : marketCap,
            Volume24h = fields.Number<Usd>(shape.Volume24h),
            Change5m = fields.Number<Percent>(shape.Change5m),
            Change1h = fields.Number<Percent>(shape.Change1h),
            Change24h = fields.Number<Percent>(shape.Change24h),
            BuyVolume24h = fields.Number<Usd>(shape.BuyVolume24h),
            SellVolume24h = fields.Number<Usd>(shape.SellVolume24h),
            Buys24h = fields.Number<Count>(shape.Buys24h),
            Sells24h = fields.Number<Count>(shape.Sells24h),
            Buys1h = fields.Number<Count>(shape.Buys1h),
            Sells1h = fields.Number<Count>(shape.Sells1h),
            UniqueWallets24h = fields.Number<Count>(shape.UniqueWallets24h),
            Holders = fields.Number<Count>(shape.Holders),
            LastTradeAt = fields.Time(shape.LastTrade),
        };
    }
}
