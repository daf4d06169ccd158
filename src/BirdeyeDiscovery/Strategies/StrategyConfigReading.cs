namespace BirdeyeDiscovery.Strategies;

/// <summary>A configuration as it was read.</summary>
/// <typeparam name="T">The host's type of a configuration.</typeparam>
/// <param name="Status">The status.</param>
/// <param name="Value">The configuration, if it is valid.</param>
/// <param name="Faults">What is wrong, if it is invalid.</param>
public sealed record StrategyConfigReading<T>(StrategyConfigStatus Status, T? Value, IReadOnlyList<StrategyConfigFault> Faults)
    where T : class;
