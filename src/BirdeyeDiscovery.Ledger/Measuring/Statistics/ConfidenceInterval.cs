namespace BirdeyeDiscovery.Ledger;

/// <summary>An interval of confidence.</summary>
/// <param name="Lower">The lower end.</param>
/// <param name="Upper">The upper end.</param>
public readonly record struct ConfidenceInterval(double Lower, double Upper);
