namespace BirdeyeDiscovery.Benchmarks.Gate;

/// <summary>
/// Represents a comparison of two cases in one process: the time for one item of <paramref name="Case"/> divided by that of
/// <paramref name="Baseline"/>.
/// </summary>
internal sealed record GateRatio(string Name, GateCase Case, GateCase Baseline);
