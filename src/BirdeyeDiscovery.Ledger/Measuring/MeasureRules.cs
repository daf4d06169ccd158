namespace BirdeyeDiscovery.Ledger;

/// <summary>The options of a score measurement in the units in which they are used.</summary>
/// <param name="Delay">How late a price may be, in ticks.</param>
/// <param name="Floor">The log return of a dead token.</param>
/// <param name="TopShare">The share of the top.</param>
/// <param name="Spacing">The median time between the cycles, or null when it is not known.</param>
internal sealed record MeasureRules(long Delay, double Floor, double TopShare, TimeSpan? Spacing);
