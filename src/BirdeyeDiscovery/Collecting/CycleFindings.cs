namespace BirdeyeDiscovery;

/// <summary>
/// The collected findings of a cycle that the live view needs besides the plan: candles, those of the longer intervals, and the categories
/// of tokens that are not tracked.
/// </summary>
internal sealed record CycleFindings(
    IReadOnlyDictionary<string, Reading<CandleSeries>> Candles,
    IReadOnlyList<LongCandles> LongCandles,
    IReadOnlyDictionary<string, TokenCategory> Categories)
{
    public static CycleFindings None { get; } =
        new(new Dictionary<string, Reading<CandleSeries>>(), [], new Dictionary<string, TokenCategory>());
}
