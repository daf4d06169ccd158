namespace BirdeyeDiscovery;

/// <summary>Who trades a token and how, as it is cached: the enrichment answer together with a sample of recent trades.</summary>
internal sealed record TradeFlow
{
    public string Symbol { get; init; } = "";

    public string Name { get; init; } = "";

    public double? LiquidityUsd { get; init; }

    public double? FdvUsd { get; init; }

    public double? Volume24hUsd { get; init; }

    public double? Change5mPercent { get; init; }

    public double? Change1hPercent { get; init; }

    public double? Change24hPercent { get; init; }

    public double? BuyVolume24hUsd { get; init; }

    public double? SellVolume24hUsd { get; init; }

    public double? Buys24h { get; init; }

    public double? Sells24h { get; init; }

    public double? Buys1h { get; init; }

    public double? Sells1h { get; init; }

    public double? UniqueWallets24h { get; init; }

    public DateTimeOffset? LastTradeAt { get; init; }

    /// <summary>The share of the sampled value that wallets bought and sold again; null when no sampled trade has a value.</summary>
    public double? RoundTripShare { get; init; }

    public IReadOnlyList<string> InvalidFields { get; init; } = [];

    public static TradeFlow From(TokenMarket? market, TradePage? trades)
    {
        var flow = new TradeFlow { RoundTripShare = trades is null ? null : RoundTrips.Share(trades.Trades) };
        if (market is null)
        {
            return flow;
        }

        var invalid = new List<string>();
        return flow with
        {
            Symbol = market.Symbol,
            Name = market.Name,
            LiquidityUsd = market.Liquidity.Take(invalid, "liquidity"),
            FdvUsd = market.Fdv.Take(invalid, "fdv"),
            Volume24hUsd = market.Volume24h.Take(invalid, "volume24h"),
            Change5mPercent = market.Change5m.Take(invalid, "change5m"),
            Change1hPercent = market.Change1h.Take(invalid, "change1h"),
            Change24hPercent = market.Change24h.Take(invalid, "change24h"),
            BuyVolume24hUsd = market.BuyVolume24h.Take(invalid, "buyVolume24h"),
            SellVolume24hUsd = market.SellVolume24h.Take(invalid, "sellVolume24h"),
            Buys24h = market.Buys24h.Take(invalid, "buys24h"),
            Sells24h = market.Sells24h.Take(invalid, "sells24h"),
            Buys1h = market.Buys1h.Take(invalid, "buys1h"),
            Sells1h = market.Sells1h.Take(invalid, "sells1h"),
            UniqueWallets24h = market.UniqueWallets24h.Take(invalid, "uniqueWallets24h"),
            LastTradeAt = market.LastTradeAt.TryGet(out var at) ? at : null,
            InvalidFields = invalid,
        };
    }
}
