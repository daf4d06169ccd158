namespace BirdeyeDiscovery.Ledger;

/// <summary>Represents what changed between two cycles.</summary>
/// <param name="Earlier">The first cycle.</param>
/// <param name="Later">The second cycle.</param>
/// <param name="Options">
/// The options that differ; empty if one of the inputs is not stored (then the hashes of the snapshots say whether any does).
/// </param>
/// <param name="Tokens">The tokens whose decision, reason, rank or total differs, by address.</param>
/// <remarks>Two are equal only if they refer to the same collections.</remarks>
public sealed record CycleComparison(
    SnapshotRecord Earlier, SnapshotRecord Later, IReadOnlyList<OptionChange> Options, IReadOnlyList<DecisionChange> Tokens)
{
    /// <summary>Renders the comparison in sentences, one a line; tokens with the same decision are left out.</summary>
    /// <returns>The text.</returns>
    public string ToText() => ComparisonText.Of(this);
}
