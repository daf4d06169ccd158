namespace BirdeyeDiscovery.Storage;

/// <summary>A table or view whose name matches that of the bot's positions in some spelling.</summary>
/// <param name="schema">The schema; <see langword="null"/> if the store has none.</param>
/// <param name="name">The name, as the database spells it.</param>
/// <param name="hidesRows">Whether row-level security may hide rows from this connection.</param>
/// <param name="columns">The columns.</param>
public sealed class PositionsTable(string? schema, string name, bool hidesRows, IReadOnlyList<PositionsColumn> columns)
{
    /// <summary>Gets the schema; <see langword="null"/> if the store has none.</summary>
    public string? Schema { get; } = schema;

    /// <summary>Gets the name, as the database spells it.</summary>
    public string Name { get; } = name;

    /// <summary>Gets a value indicating whether row-level security may hide rows from this connection.</summary>
    public bool HidesRows { get; } = hidesRows;

    /// <summary>Gets the columns.</summary>
    public IReadOnlyList<PositionsColumn> Columns { get; } = columns;

    /// <summary>Gets a value indicating whether the table is in the schema of another engine.</summary>
    public bool IsOfAnotherEngine { get; init; }

    /// <summary>Gets the tables that this view reads, each as the text of <see cref="ToString"/>; empty for a table.</summary>
    public IReadOnlyList<string> Sources { get; init; } = [];

    /// <inheritdoc/>
    public override string ToString() => Schema is null ? Name : $"{Schema}.{Name}";
}
