namespace BirdeyeDiscovery;

/// <summary>One page of the trending list, or several joined.</summary>
/// <param name="UpdatedAt">When the list was made, if it says so.</param>
/// <param name="Rows">The rows that have an address, in the order of the answer; an address may stand twice.</param>
/// <param name="RowsOnWire">How many rows the answer had; after a page with none there is no other.</param>
/// <param name="UnreadableRows">How many of them had no usable address.</param>
internal sealed record TrendingPage(DateTimeOffset? UpdatedAt, IReadOnlyList<MarketFacts> Rows, int RowsOnWire, int UnreadableRows);
