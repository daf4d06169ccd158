namespace BirdeyeDiscovery.Ledger;

/// <summary>Represents a value that is stored otherwise than the recomputed plan has it.</summary>
/// <param name="CycleTimestamp">The time of the cycle.</param>
/// <param name="Table">The table: <c>discovery_snapshots</c>, <c>token_scores</c>, and so on.</param>
/// <param name="Row">The number of the row within its cycle, from 1.</param>
/// <param name="TokenAddress">The mint address of the row, if it is of a token.</param>
/// <param name="Field">The field that differs, or <c>row</c> where only one side has the row.</param>
/// <param name="Stored">The stored value.</param>
/// <param name="Recomputed">The recomputed value.</param>
public sealed record LedgerDifference(
    DateTimeOffset CycleTimestamp,
    string Table,
    int Row,
    string? TokenAddress,
    string Field,
    string? Stored,
    string? Recomputed)
{
    /// <summary>Returns the difference as a sentence.</summary>
    /// <returns>The sentence.</returns>
    public override string ToString()
    {
        var row = FormattableString.Invariant($"{Table} row {Row}") + (TokenAddress is null ? "" : " of " + TokenAddress);
        return FormattableString.Invariant(
            $"Cycle {CycleTimestamp:O}, {row}: {Field} is stored as {Stored ?? "none"}, recomputed as {Recomputed ?? "none"}.");
    }
}
