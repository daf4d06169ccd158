namespace BirdeyeDiscovery.Ledger;

/// <summary>A block of the fitted part, with the variant that was best before it.</summary>
/// <param name="From">The start of the block.</param>
/// <param name="Hash">The hash of the variant.</param>
/// <param name="Current">The rank IC of the current options within the block.</param>
/// <param name="Chosen">The rank IC of the variant within the block.</param>
/// <param name="DifferenceT">The test statistic of the difference.</param>
internal sealed record WalkForwardStep(DateTimeOffset From, string Hash, double? Current, double? Chosen, double? DifferenceT);
