namespace BirdeyeDiscovery;

/// <summary>Represents the result of recording a trade.</summary>
/// <param name="Status">The status.</param>
/// <param name="Stored">The trade as it is stored: the given one, or the first one with its id.</param>
public sealed record TradeCloseResult(TradeCloseStatus Status, TradeClose Stored);
