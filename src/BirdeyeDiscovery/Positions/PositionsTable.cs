namespace BirdeyeDiscovery.Storage;

/// <summary>A table or view whose name matches that of the bot's positions in some spelling.</summary>
/// <param name="Schema">The schema; <see langword="null"/> if the store has none.</param>
/// <param name="Name">The name, as the database spells it.</param>
/// <param name="HidesRows">Whether row-level security may hide rows from this connection.</param>
/// <param name="Columns">The columns.</param>
public sealed record PositionsTable(string? Schema, string Name, bool HidesRows, IReadOnlyList<PositionsColumn> Columns)
{
    /// <summary>Gets a value indicating whether the table is in the schema of another engine.</summary>
    public bool IsOfAnotherEngine { get; init; }

    /// <summary>Gets the tables that this view reads, each as the text of <see cref="ToString"/>; empty for a table.</summary>
    public IReadOnlyList<string> Sources { get; init; } = [];

    /// <inheritdoc/>
    public override string ToString() => Schema is null ? Name : $"{Schema}.{Name}";
}
