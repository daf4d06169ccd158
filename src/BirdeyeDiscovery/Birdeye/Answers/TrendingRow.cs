namespace BirdeyeDiscovery;

/// <summary>One row of the trending list. <see cref="Symbol"/> and <see cref="Name"/> are cleaned labels.</summary>
internal sealed record TrendingRow(string Address, string Symbol, string Name)
{
    public Datum<Usd> Price { get; init; }

    public Datum<Usd> Liquidity { get; init; }

    public Datum<Usd> Volume24h { get; init; }

    public Datum<Percent> Change24h { get; init; }

    public Datum<Usd> Fdv { get; init; }

    public Datum<Usd> MarketCap { get; init; }

    /// <summary>1 is the best.</summary>
    public Datum<Count> Rank { get; init; }
}
