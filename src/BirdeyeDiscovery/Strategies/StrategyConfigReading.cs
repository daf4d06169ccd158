namespace BirdeyeDiscovery.Strategies;

/// <summary>The result of reading a configuration.</summary>
/// <typeparam name="T">The host's configuration type.</typeparam>
/// <param name="Status">The status.</param>
/// <param name="Value">The configuration, if it is valid.</param>
/// <param name="Faults">The faults, if it is invalid.</param>
public sealed record StrategyConfigReading<T>(StrategyConfigStatus Status, T? Value, IReadOnlyList<StrategyConfigFault> Faults)
    where T : class;
