namespace BirdeyeDiscovery;

/// <summary>The durable store did not do what was asked.</summary>
public sealed class DiscoveryStoreException : Exception
{
    /// <summary>Initializes a new instance of the <see cref="DiscoveryStoreException"/> class.</summary>
    public DiscoveryStoreException()
    {
    }

    /// <summary>Initializes a new instance of the <see cref="DiscoveryStoreException"/> class.</summary>
    /// <param name="message">What went wrong.</param>
    public DiscoveryStoreException(string message)
        : base(message)
    {
    }

    /// <summary>Initializes a new instance of the <see cref="DiscoveryStoreException"/> class.</summary>
    /// <param name="message">What went wrong.</param>
    /// <param name="innerException">The driver's exception.</param>
    public DiscoveryStoreException(string message, Exception innerException)
        : base(message, innerException)
    {
    }

    /// <summary>Gets a value indicating whether trying again later may work.</summary>
    public bool IsTransient { get; init; }

    /// <summary>Gets a value indicating whether another host leads now.</summary>
    public bool IsFenced { get; init; }
}
