namespace BirdeyeDiscovery.Strategies;

/// <summary>The choice of a policy.</summary>
/// <param name="strategyType">The strategy type, 1 to 50 printable characters.</param>
/// <param name="strategyConfig">The configuration as JSON of up to 100,000 characters, or <see langword="null"/> for none.</param>
public sealed class StrategyChoice(string strategyType, string? strategyConfig = null)
{
    /// <summary>Gets the strategy type, 1 to 50 printable characters.</summary>
    public string StrategyType { get; } = strategyType;

    /// <summary>Gets the configuration as JSON of up to 100,000 characters, or <see langword="null"/> for none.</summary>
    public string? StrategyConfig { get; } = strategyConfig;
}
