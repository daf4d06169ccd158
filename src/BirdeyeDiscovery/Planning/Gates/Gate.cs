namespace BirdeyeDiscovery;

/// <summary>A gate that a candidate failed.</summary>
/// <param name="Stage">The stage.</param>
/// <param name="Code">The reason code.</param>
/// <param name="Value">The compared value: USD, fraction, hours or count.</param>
/// <param name="Threshold">The threshold of the comparison.</param>
internal readonly record struct Gate(RejectionStage Stage, string Code, double? Value = null, double? Threshold = null);
