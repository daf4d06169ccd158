namespace BirdeyeDiscovery.Strategies;

/// <summary>A configuration cannot be used. It is never replaced by a default.</summary>
public sealed class StrategyConfigException : Exception
{
    /// <summary>Initializes a new instance of the <see cref="StrategyConfigException"/> class.</summary>
    public StrategyConfigException()
    {
    }

    /// <summary>Initializes a new instance of the <see cref="StrategyConfigException"/> class.</summary>
    /// <param name="message">What is wrong.</param>
    public StrategyConfigException(string message)
        : base(message)
    {
    }

    /// <summary>Initializes a new instance of the <see cref="StrategyConfigException"/> class.</summary>
    /// <param name="message">What is wrong.</param>
    /// <param name="innerException">The cause.</param>
    public StrategyConfigException(string message, Exception innerException)
        : base(message, innerException)
    {
    }

    /// <summary>Initializes a new instance of the <see cref="StrategyConfigException"/> class.</summary>
    /// <param name="of">Whose configuration it is, in words.</param>
    /// <param name="faults">What is wrong.</param>
    public StrategyConfigException(string of, IReadOnlyList<StrategyConfigFault> faults)
        : base($"The configuration of {of} is invalid: {string.Join("; ", faults ?? [])}.") => Faults = faults ?? [];

    /// <summary>Gets what is wrong.</summary>
    public IReadOnlyList<StrategyConfigFault> Faults { get; } = [];
}
