namespace BirdeyeDiscovery.Benchmarks.Stores;

/// <summary>One line of the stores' table.</summary>
/// <param name="What">What was compared with what.</param>
/// <param name="Result">The comparison.</param>
/// <param name="Limit">The bound that the project sets itself.</param>
/// <param name="IsAtLeast">Whether the bound is a least speed-up; else it is a most of time.</param>
internal sealed record StoreFigure(string What, PairedRatio Result, double? Limit, bool IsAtLeast)
{
    public bool Holds => Limit is not { } limit || (IsAtLeast ? Result.Median >= limit : Result.Median <= limit);
}
