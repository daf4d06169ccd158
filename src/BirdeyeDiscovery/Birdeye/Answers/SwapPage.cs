namespace BirdeyeDiscovery;

/// <summary>
/// An answer with recent swaps of one token, newest first, without duplicates: a row that repeats a whole swap is dropped, but similar
/// swaps of one transaction are kept.
/// </summary>
internal sealed record SwapPage(IReadOnlyList<Swap> Trades, int RowsOnWire, int UnreadableRows, bool HasNext);
