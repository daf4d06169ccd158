namespace BirdeyeDiscovery.Strategies;

/// <summary>What happened to the live strategy of a token.</summary>
/// <param name="Kind">What happened.</param>
/// <param name="Strategy">The strategy; the last one when it ended.</param>
/// <param name="Failure">Why no instance was made, when that failed.</param>
public sealed record StrategyNotice(StrategyNoticeKind Kind, TokenStrategy Strategy, Exception? Failure);
