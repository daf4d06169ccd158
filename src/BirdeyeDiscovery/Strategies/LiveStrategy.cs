namespace BirdeyeDiscovery.Strategies;

/// <summary>The stored and the running strategy of an active token.</summary>
/// <param name="Stored">The strategy in the store.</param>
/// <param name="Running">
/// The strategy of the live instance: an older one while the newest does not work, <see langword="null"/> when there is no instance.
/// </param>
/// <param name="Failure">The reason why the newest does not work; <see langword="null"/> when it does.</param>
public sealed record LiveStrategy(TokenStrategy Stored, TokenStrategy? Running, Exception? Failure);
