namespace BirdeyeDiscovery.Ledger;

/// <summary>
/// Identifies what made a measured shadow score: scorer, version and options. Only scores of the same three are comparable.
/// </summary>
internal sealed record ShadowKey(string Scorer, string Version, string OptionsHash);
