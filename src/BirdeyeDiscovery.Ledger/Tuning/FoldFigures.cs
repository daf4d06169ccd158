namespace BirdeyeDiscovery.Ledger;

/// <summary>A block of the fitted part of a tuning search, and what the time before it said of each variant.</summary>
/// <param name="From">The start of the block.</param>
/// <param name="Before">The test statistic of each variant before the block.</param>
/// <param name="Within">The figures of each variant within the block.</param>
internal sealed record FoldFigures(DateTimeOffset From, IReadOnlyList<double?> Before, IReadOnlyList<VariantFigures> Within);
