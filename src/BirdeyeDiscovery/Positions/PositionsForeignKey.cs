namespace BirdeyeDiscovery.Storage;

/// <summary>The target of a foreign key of a column that may identify the token of the bot's positions.</summary>
/// <param name="Schema">The schema of the referenced table; <see langword="null"/> if the store has none.</param>
/// <param name="Table">The referenced table.</param>
/// <param name="Column">The referenced column.</param>
public sealed record PositionsForeignKey(string? Schema, string Table, string Column)
{
    /// <summary>Gets a value indicating whether the referenced table is the <c>tracked_tokens</c> of another engine.</summary>
    public bool IsOfAnotherEngine { get; init; }

    /// <inheritdoc/>
    public override string ToString() => Schema is null ? $"{Table}.{Column}" : $"{Schema}.{Table}.{Column}";
}
