namespace BirdeyeDiscovery.Strategies;

/// <summary>The stored and the running strategy of an active token.</summary>
/// <param name="stored">The strategy in the store.</param>
/// <param name="running">
/// The strategy of the live instance: an older one while the newest does not work, <see langword="null"/> when there is no instance.
/// </param>
/// <param name="failure">The reason why the newest does not work; <see langword="null"/> when it does.</param>
public sealed class LiveStrategy(TokenStrategy stored, TokenStrategy? running, Exception? failure)
{
    /// <summary>Gets the strategy in the store.</summary>
    public TokenStrategy Stored { get; } = stored;

    /// <summary>
    /// Gets the strategy of the live instance: an older one while the newest does not work, <see langword="null"/> when there is no
    /// instance.
    /// </summary>
    public TokenStrategy? Running { get; } = running;

    /// <summary>Gets the reason why the newest does not work; <see langword="null"/> when it does.</summary>
    public Exception? Failure { get; } = failure;
}
