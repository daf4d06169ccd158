namespace BirdeyeDiscovery;

/// <summary>A token's market data, from the overview or from trade data. Labels are cleaned.</summary>
internal sealed record TokenMarket(string Address, string Symbol, string Name)
{
    public Datum<Usd> Price { get; init; }

    public Datum<Usd> Liquidity { get; init; }

    public Datum<Usd> Fdv { get; init; }

    public Datum<Usd> MarketCap { get; init; }

    public Datum<Usd> Volume24h { get; init; }

    public Datum<Percent> Change5m { get; init; }

    public Datum<Percent> Change1h { get; init; }

    public Datum<Percent> Change24h { get; init; }

    public Datum<Usd> BuyVolume24h { get; init; }

    public Datum<Usd> SellVolume24h { get; init; }

    public Datum<Count> Buys24h { get; init; }

    public Datum<Count> Sells24h { get; init; }

    public Datum<Count> Buys1h { get; init; }

    public Datum<Count> Sells1h { get; init; }

    public Datum<Count> UniqueWallets24h { get; init; }

    public Datum<Count> Holders { get; init; }

    public Datum<DateTimeOffset> LastTradeAt { get; init; }
}
