namespace BirdeyeDiscovery;

/// <summary>Recent swaps of one token, newest first, each once: rows that repeat a whole swap are dropped, twins within a transaction stay.</summary>
internal sealed record TradePage(IReadOnlyList<Trade> Trades, int RowsOnWire, int UnreadableRows, bool HasNext);
