namespace BirdeyeDiscovery.Analytics;

/// <summary>Represents the configuration of a version of a token's strategy; for writers of stores.</summary>
/// <param name="TokenAddress">The current address of the token.</param>
/// <param name="Version">The number of the version.</param>
/// <param name="StrategyConfig">The configuration as JSON, or <see langword="null"/> when the version has none.</param>
public readonly record struct VersionOfStrategy(string TokenAddress, int Version, string? StrategyConfig);
