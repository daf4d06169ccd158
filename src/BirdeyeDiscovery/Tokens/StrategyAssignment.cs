namespace BirdeyeDiscovery.Storage;

/// <summary>The strategy that a cycle gives to a token which the store has already.</summary>
/// <param name="TokenAddress">The mint address.</param>
/// <param name="ExpectedVersion">The version on which the cycle decided.</param>
/// <param name="StrategyType">The strategy type.</param>
/// <param name="StrategyConfig">The configuration as JSON, or <see langword="null"/> for none.</param>
/// <param name="Reason">Why (<c>CODE</c> or <c>CODE: text</c>).</param>
public sealed record StrategyAssignment(string TokenAddress, int ExpectedVersion, string StrategyType, string? StrategyConfig, string Reason);
