namespace BirdeyeDiscovery.Storage;

/// <summary>The target of a foreign key of a column that may identify the token of the bot's positions.</summary>
/// <param name="schema">The schema of the referenced table; <see langword="null"/> if the store has none.</param>
/// <param name="table">The referenced table.</param>
/// <param name="column">The referenced column.</param>
public sealed class PositionsForeignKey(string? schema, string table, string column)
{
    /// <summary>Gets the schema of the referenced table; <see langword="null"/> if the store has none.</summary>
    public string? Schema { get; } = schema;

    /// <summary>Gets the referenced table.</summary>
    public string Table { get; } = table;

    /// <summary>Gets the referenced column.</summary>
    public string Column { get; } = column;

    /// <summary>Gets a value indicating whether the referenced table is the <c>tracked_tokens</c> of another engine.</summary>
    public bool IsOfAnotherEngine { get; init; }

    /// <inheritdoc/>
    public override string ToString() => Schema is null ? $"{Table}.{Column}" : $"{Schema}.{Table}.{Column}";
}
