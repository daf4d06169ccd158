namespace BirdeyeDiscovery.Strategies;

/// <summary>The result of reading a strategy's configuration.</summary>
/// <typeparam name="T">The host's configuration type.</typeparam>
/// <param name="status">The status.</param>
/// <param name="value">The configuration, if it is valid.</param>
/// <param name="faults">The faults, if it is invalid.</param>
internal sealed class StrategyConfigReading<T>(StrategyConfigStatus status, T? value, IReadOnlyList<StrategyConfigFault> faults)
    where T : class
{
    public StrategyConfigStatus Status { get; } = status;

    public T? Value { get; } = value;

    public IReadOnlyList<StrategyConfigFault> Faults { get; } = faults;
}
