namespace BirdeyeDiscovery.Strategies;

/// <summary>What an active token runs on.</summary>
/// <param name="Stored">The strategy that the store has.</param>
/// <param name="Running">The strategy of the live instance; an older one while the newest does not work, <see langword="null"/> when there is no instance.</param>
/// <param name="Failure">Why the newest does not work; <see langword="null"/> when it does.</param>
public sealed record LiveStrategy(TokenStrategy Stored, TokenStrategy? Running, Exception? Failure);
