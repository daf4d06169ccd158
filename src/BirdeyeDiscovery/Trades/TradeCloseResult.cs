namespace BirdeyeDiscovery;

/// <summary>What became of a recorded trade.</summary>
/// <param name="Status">The status.</param>
/// <param name="Stored">The trade as it is stored: the given one, or the first one of its id.</param>
public sealed record TradeCloseResult(TradeCloseStatus Status, TradeClose Stored);
