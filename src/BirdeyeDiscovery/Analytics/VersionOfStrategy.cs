namespace BirdeyeDiscovery.Analytics;

/// <summary>The configuration that a version of a token's strategy has; for writers of stores.</summary>
/// <param name="TokenAddress">The address that the token has today.</param>
/// <param name="Version">The number of the version.</param>
/// <param name="StrategyConfig">The configuration as JSON, or <see langword="null"/> where the version has none.</param>
public readonly record struct VersionOfStrategy(string TokenAddress, int Version, string? StrategyConfig);
