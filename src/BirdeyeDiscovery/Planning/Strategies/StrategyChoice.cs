namespace BirdeyeDiscovery.Strategies;

/// <summary>The choice of a policy.</summary>
/// <param name="StrategyType">The strategy type, 1 to 50 printable characters.</param>
/// <param name="StrategyConfig">The configuration as JSON of up to 100,000 characters, or <see langword="null"/> for none.</param>
public sealed record StrategyChoice(string StrategyType, string? StrategyConfig = null);
