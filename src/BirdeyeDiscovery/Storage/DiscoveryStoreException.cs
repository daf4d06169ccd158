namespace BirdeyeDiscovery;

/// <summary>The exception that is thrown when the durable store did not do what was requested.</summary>
public sealed class DiscoveryStoreException : Exception
{
    /// <summary>Initializes a new instance of the <see cref="DiscoveryStoreException"/> class.</summary>
    /// <param name="message">The error message.</param>
    public DiscoveryStoreException(string message)
        : base(message)
    {
    }

    /// <summary>Initializes a new instance of the <see cref="DiscoveryStoreException"/> class.</summary>
    /// <param name="message">The error message.</param>
    /// <param name="innerException">The driver's exception.</param>
    public DiscoveryStoreException(string message, Exception innerException)
        : base(message, innerException)
    {
    }

    /// <summary>Gets a value indicating whether a later retry may succeed.</summary>
    public bool IsTransient { get; init; }

    /// <summary>
    /// Gets a value indicating whether the store refused what it was sent, such as a row that breaks a rule, or refused for a reason that
    /// is not known. An operator can seldom correct that, so the log has the stack.
    /// </summary>
    public bool IsDefect { get; init; }

    /// <summary>Gets a value indicating whether another host leads now.</summary>
    public bool IsFenced { get; init; }
}
