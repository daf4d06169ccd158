namespace BirdeyeDiscovery.Ledger;

/// <summary>Represents an option that differs between two cycles.</summary>
/// <param name="Key">The key of the configuration.</param>
/// <param name="From">The earlier value.</param>
/// <param name="To">The later value.</param>
public sealed record OptionChange(string Key, string? From, string? To);
