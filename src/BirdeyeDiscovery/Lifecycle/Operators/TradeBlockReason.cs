namespace BirdeyeDiscovery;

/// <summary>Represents one reason against trading a token.</summary>
/// <param name="Block">The kind of the reason.</param>
/// <param name="Message">The reason as text, with names and times.</param>
public sealed record TradeBlockReason(TradeBlock Block, string Message);
