namespace BirdeyeDiscovery.Strategies;

/// <summary>The exception for a configuration that cannot be used. Such a configuration is never replaced by a default.</summary>
public sealed class StrategyConfigException : Exception
{
    /// <summary>Initializes a new instance of the <see cref="StrategyConfigException"/> class.</summary>
    /// <param name="message">The description of the fault.</param>
    public StrategyConfigException(string message)
        : base(message)
    {
    }

    /// <summary>Initializes a new instance of the <see cref="StrategyConfigException"/> class.</summary>
    /// <param name="message">The description of the fault.</param>
    /// <param name="innerException">The cause.</param>
    public StrategyConfigException(string message, Exception innerException)
        : base(message, innerException)
    {
    }

    /// <summary>Initializes a new instance of the <see cref="StrategyConfigException"/> class.</summary>
    /// <param name="of">A description of the owner of the configuration.</param>
    /// <param name="faults">The faults.</param>
    public StrategyConfigException(string of, IReadOnlyList<StrategyConfigFault> faults)
        : base($"The configuration of {of} is invalid: {string.Join("; ", faults ?? [])}.") => Faults = faults ?? [];

    /// <summary>Gets the faults.</summary>
    public IReadOnlyList<StrategyConfigFault> Faults { get; } = [];
}
