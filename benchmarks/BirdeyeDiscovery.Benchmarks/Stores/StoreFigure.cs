namespace BirdeyeDiscovery.Benchmarks.Stores;

/// <summary>Represents one line of the table of the stores.</summary>
/// <param name="What">What was compared.</param>
/// <param name="Result">The comparison.</param>
/// <param name="Limit">The bound that the project sets itself.</param>
/// <param name="IsAtLeast">Whether the bound is a minimum speed-up; otherwise it is a maximum time.</param>
internal sealed record StoreFigure(string What, PairedRatio Result, double? Limit, bool IsAtLeast)
{
    public bool Holds => Limit is not { } limit || (IsAtLeast ? Result.Median >= limit : Result.Median <= limit);
}
