namespace BirdeyeDiscovery.Strategies;

/// <summary>The result of reading a configuration.</summary>
/// <typeparam name="T">The host's configuration type.</typeparam>
/// <param name="status">The status.</param>
/// <param name="value">The configuration, if it is valid.</param>
/// <param name="faults">The faults, if it is invalid.</param>
internal sealed class StrategyConfigReading<T>(StrategyConfigStatus status, T? value, IReadOnlyList<StrategyConfigFault> faults)
    where T : class
{
    /// <summary>Gets the status.</summary>
    public StrategyConfigStatus Status { get; } = status;

    /// <summary>Gets the configuration, if it is valid.</summary>
    public T? Value { get; } = value;

    /// <summary>Gets the faults, if it is invalid.</summary>
    public IReadOnlyList<StrategyConfigFault> Faults { get; } = faults;
}
