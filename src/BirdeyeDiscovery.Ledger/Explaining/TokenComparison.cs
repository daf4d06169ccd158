namespace BirdeyeDiscovery.Ledger;

/// <summary>Represents two tokens of one cycle side by side.</summary>
/// <param name="First">The explanation of the first token.</param>
/// <param name="Second">The explanation of the second token.</param>
/// <param name="PartedAt">The first step at which the tokens differ.</param>
/// <param name="Parts">The components in which they differ, the largest difference first; empty unless both were scored.</param>
/// <remarks>Two are equal only if they refer to the same collections.</remarks>
public sealed record TokenComparison(
    TokenExplanation First, TokenExplanation Second, ComparisonStep PartedAt, IReadOnlyList<PartDifference> Parts)
{
    /// <summary>Renders the comparison in sentences, one a line.</summary>
    /// <returns>The text.</returns>
    public string ToText() => ComparisonText.Of(this);

    /// <summary>Returns both decisions as one line; <see cref="ToText"/> returns all.</summary>
    /// <returns>The line.</returns>
    public override string ToString() => $"{First}; {Second}";
}
