namespace BirdeyeDiscovery.Ledger;

/// <summary>Reads the cycles of a period for a tuning search, in the order of their times.</summary>
/// <param name="from">The start, inclusive.</param>
/// <param name="to">The end, exclusive.</param>
internal delegate IAsyncEnumerable<ObservedCycle> TuneSource(DateTimeOffset from, DateTimeOffset to);
