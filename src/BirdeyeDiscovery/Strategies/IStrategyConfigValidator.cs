namespace BirdeyeDiscovery.Strategies;

/// <summary>Checks a configuration beyond its JSON: ranges, and fields against each other.</summary>
/// <typeparam name="T">The host's type of a configuration.</typeparam>
public interface IStrategyConfigValidator<in T>
{
    /// <summary>Checks a configuration.</summary>
    /// <param name="strategyType">The strategy type that it is for.</param>
    /// <param name="config">The configuration.</param>
    /// <returns>What is wrong; empty when nothing is.</returns>
    IReadOnlyList<StrategyConfigFault> Validate(string strategyType, T config);
}
