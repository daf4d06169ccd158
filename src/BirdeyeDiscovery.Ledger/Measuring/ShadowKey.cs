namespace BirdeyeDiscovery.Ledger;

/// <summary>Identifies the scorer and options of a measured shadow score. Only scores with equal keys are comparable.</summary>
internal sealed record ShadowKey(string Scorer, string Version, string OptionsHash);
