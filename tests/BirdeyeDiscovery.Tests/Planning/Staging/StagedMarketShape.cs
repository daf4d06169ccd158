namespace BirdeyeDiscovery.Tests;

/// <summary>What a generated market is like, besides the measured quartiles.</summary>
/// <param name="Unsafe">The share of tokens that fail a security gate.</param>
/// <param name="Failing">The share of reads that fail.</param>
/// <param name="Ties">Whether figures are rounded so coarsely that many tokens are exactly alike.</param>
/// <param name="Spread">How much tokens differ; 0 makes them alike.</param>
/// <param name="Incomplete">The share of answers that lack a figure.</param>
internal sealed record StagedMarketShape(
    double Unsafe = .12, double Failing = 0, bool Ties = false, double Spread = 1, double Incomplete = .05);
