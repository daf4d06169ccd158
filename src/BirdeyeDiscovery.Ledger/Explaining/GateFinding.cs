namespace BirdeyeDiscovery.Ledger;

/// <summary>Represents the gate that stopped a token.</summary>
/// <param name="Stage">The stage.</param>
/// <param name="Code">The code of <see cref="ReasonCodes"/>.</param>
/// <param name="Value">The compared value: USD, fraction, hours or count; <see langword="null"/> for a gate without a figure.</param>
/// <param name="Threshold">The value with which it was compared.</param>
public sealed record GateFinding(RejectionStage Stage, string Code, double? Value, double? Threshold);
