namespace BirdeyeDiscovery;

/// <summary>One reason against trading a token.</summary>
/// <param name="Block">What it is.</param>
/// <param name="Message">It in words, with names and times.</param>
public sealed record TradeBlockReason(TradeBlock Block, string Message);
