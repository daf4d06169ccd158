namespace BirdeyeDiscovery.Sources;

/// <summary>Describes a market source and its capabilities.</summary>
public sealed class MarketSourceInfo
{
    /// <summary>The name of Birdeye as a market source; data that was stored before sources had names came from it.</summary>
    internal const string Birdeye = "Birdeye";

    /// <summary>Gets the name of the source. It is part of the options hash, so scores of two sources are never mixed.</summary>
    public required string Name { get; init; }

    /// <summary>Gets how many tokens one call for market figures may contain; 1 and above.</summary>
    public int FactsPerCall { get; init; } = 1;

    /// <summary>
    /// Gets how many tokens one call for samples of swaps may contain; 0 when the market figures already contain what the sample says.
    /// </summary>
    public int SwapsPerCall { get; init; } = 1;

    /// <summary>Gets how many tokens one call for security facts may contain; 1 and above.</summary>
    public int SecurityPerCall { get; init; } = 1;

    /// <summary>
    /// Gets how many calls a staged cycle runs at once, 1 and above; <see langword="null"/> for <c>Birdeye:MaxConcurrency</c>, which is
    /// also the most.
    /// </summary>
    public int? CallsAtOnce { get; init; }

    /// <summary>
    /// Gets the cost of one call of each kind, in the source's own units: the list, figures, swaps, security, candles. Empty when calls
    /// cost nothing. The engine does not read them: it counts the units that the source counts for each request.
    /// </summary>
    public IReadOnlyDictionary<string, int> Costs { get; init; } = new Dictionary<string, int>();

    /// <summary>
    /// Gets the candle intervals that the source offers. Longer candles that it does not offer are folded from five-minute candles.
    /// </summary>
    public IReadOnlyList<CandleInterval> CandleIntervals { get; init; } =
        [CandleInterval.FiveMinutes, CandleInterval.OneHour, CandleInterval.OneDay];
}
