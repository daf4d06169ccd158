namespace BirdeyeDiscovery;

/// <summary>A trending row as it is cached: plain values, <see langword="null"/> where not known, the invalid fields by name.</summary>
internal sealed record ListedToken(string Address, string Symbol, string Name)
{
    public double? LiquidityUsd { get; init; }

    public double? Volume24hUsd { get; init; }

    public double? Change24hPercent { get; init; }

    public double? FdvUsd { get; init; }

    public IReadOnlyList<string> InvalidFields { get; init; } = [];

    public static ListedToken From(TrendingRow row)
    {
        var invalid = new List<string>();
        return new ListedToken(row.Address, row.Symbol, row.Name)
        {
            LiquidityUsd = row.Liquidity.Take(invalid, "liquidity"),
            Volume24hUsd = row.Volume24h.Take(invalid, "volume24h"),
            Change24hPercent = row.Change24h.Take(invalid, "change24h"),
            FdvUsd = row.Fdv.Take(invalid, "fdv"),
            InvalidFields = invalid,
        };
    }
}
