namespace BirdeyeDiscovery.Ledger;

/// <summary>A walk-forward block of the fitted part, with the variant that was best before it.</summary>
/// <param name="From">The start of the block.</param>
/// <param name="Hash">The hash of the variant; null when the time before is too short to choose.</param>
/// <param name="Windows">The number of windows without overlap of the block.</param>
/// <param name="Current">The rank IC of the current options within the block, on the tokens and cycles of the variant.</param>
/// <param name="Chosen">The rank IC of the variant within the block.</param>
/// <param name="DifferenceT">The test statistic of the difference.</param>
internal sealed record WalkForwardStep(
    DateTimeOffset From, string? Hash, int Windows, double? Current, double? Chosen, double? DifferenceT)
{
    /// <summary>Gets a value indicating whether the walk-forward block has a choice, and both rank ICs to compare.</summary>
    public bool HasFigures => Hash is not null && Current is not null && Chosen is not null;
}
