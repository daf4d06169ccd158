namespace BirdeyeDiscovery.Strategies;

/// <summary>Validates a configuration beyond its JSON: ranges, and combinations of fields.</summary>
/// <typeparam name="T">The host's configuration type.</typeparam>
public interface IStrategyConfigValidator<in T>
{
    /// <summary>Validates a configuration.</summary>
    /// <param name="strategyType">The strategy type of the configuration.</param>
    /// <param name="config">The configuration.</param>
    /// <returns>The faults; empty when there are none.</returns>
    IReadOnlyList<StrategyConfigFault> Validate(string strategyType, T config);
}
