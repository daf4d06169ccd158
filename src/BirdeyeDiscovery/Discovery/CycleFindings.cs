namespace BirdeyeDiscovery;

/// <summary>What a cycle found besides its plan and the live view wants: candles, and the categories of tokens that are not tracked.</summary>
internal sealed record CycleFindings(
    IReadOnlyDictionary<string, Reading<CandleSeries>> Candles, IReadOnlyDictionary<string, TokenCategory> Categories)
{
    public static CycleFindings None { get; } = new(new Dictionary<string, Reading<CandleSeries>>(), new Dictionary<string, TokenCategory>());
}
