namespace BirdeyeDiscovery.Strategies;

/// <summary>A change in the live strategy of a token.</summary>
/// <param name="Kind">The kind of the change.</param>
/// <param name="Strategy">The strategy; the last one when it ended.</param>
/// <param name="Failure">The reason why no instance was created, if that failed.</param>
public sealed record StrategyNotice(StrategyNoticeKind Kind, TokenStrategy Strategy, Exception? Failure);
