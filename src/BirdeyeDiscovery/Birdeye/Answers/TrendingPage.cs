namespace BirdeyeDiscovery;

/// <summary>One page of the trending list as read from Birdeye's answer, or several joined.</summary>
/// <param name="UpdatedAt">When the list was compiled, if the answer says so.</param>
/// <param name="Rows">The rows that have an address, in the order of the answer; an address may occur twice.</param>
/// <param name="RowsOnWire">How many rows the answer had. No page follows one without rows.</param>
/// <param name="UnreadableRows">How many of these rows had no usable address.</param>
internal sealed record TrendingPage(DateTimeOffset? UpdatedAt, IReadOnlyList<MarketFacts> Rows, int RowsOnWire, int UnreadableRows);
