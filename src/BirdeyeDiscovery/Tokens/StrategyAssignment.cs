namespace BirdeyeDiscovery.Storage;

/// <summary>The strategy that a cycle assigns to a token that the store already has.</summary>
/// <param name="TokenAddress">The mint address.</param>
/// <param name="ExpectedVersion">The version on which the cycle based its decision.</param>
/// <param name="StrategyType">The strategy type.</param>
/// <param name="StrategyConfig">The configuration as JSON, or <see langword="null"/> for none.</param>
/// <param name="Reason">The reason (<c>CODE</c> or <c>CODE: text</c>).</param>
public sealed record StrategyAssignment(
    string TokenAddress, int ExpectedVersion, string StrategyType, string? StrategyConfig, string Reason);
