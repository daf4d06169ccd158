namespace BirdeyeDiscovery.Benchmarks.Gate;

/// <summary>A comparison of two cases within one process: the time for one item of <paramref name="Case"/> over that of <paramref name="Baseline"/>.</summary>
internal sealed record GateRatio(string Name, GateCase Case, GateCase Baseline);
