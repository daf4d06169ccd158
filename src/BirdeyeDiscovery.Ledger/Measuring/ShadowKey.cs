namespace BirdeyeDiscovery.Ledger;

/// <summary>What must be equal for two measured shadow scores to be comparable.</summary>
internal sealed record ShadowKey(string Scorer, string Version, string OptionsHash);
