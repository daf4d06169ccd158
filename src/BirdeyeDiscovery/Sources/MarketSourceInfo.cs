namespace BirdeyeDiscovery.Sources;

/// <summary>What a market source is and what it can do.</summary>
public sealed record MarketSourceInfo
{
    /// <summary>The name of the built-in source; what was stored before sources had names came from this one.</summary>
    internal const string Birdeye = "Birdeye";

    /// <summary>Gets the name of the source. It is part of the options hash, so scores of two sources are never mixed.</summary>
    public required string Name { get; init; }

    /// <summary>Gets how many tokens one call for market figures may name; 1 and above.</summary>
    public int FactsPerCall { get; init; } = 1;

    /// <summary>Gets how many tokens one call for security facts may name; 1 and above.</summary>
    public int SecurityPerCall { get; init; } = 1;

    /// <summary>Gets how many tokens one call for candles may name; 1 and above.</summary>
    public int CandlesPerCall { get; init; } = 1;

    /// <summary>Gets what one call of each kind costs in the source's own units: the list, figures, security, candles. Empty where calls cost nothing.</summary>
    public IReadOnlyDictionary<string, int> Costs { get; init; } = new Dictionary<string, int>();

    /// <summary>Gets the lengths of candles that the source has; longer ones that it lacks are folded from five-minute candles.</summary>
    public IReadOnlyList<CandleInterval> CandleIntervals { get; init; } = [CandleInterval.FiveMinutes, CandleInterval.OneHour, CandleInterval.OneDay];
}
