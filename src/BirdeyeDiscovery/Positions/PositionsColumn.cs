namespace BirdeyeDiscovery.Storage;

/// <summary>A column of a table that may hold the bot's positions.</summary>
/// <param name="Name">The name, as the database spells it.</param>
/// <param name="IsWhole">Whether its type contains whole numbers only.</param>
/// <param name="IsRequired">Whether it can never be <c>NULL</c>.</param>
public sealed record PositionsColumn(string Name, bool IsWhole, bool IsRequired)
{
    /// <summary>Gets the name of its type in the store; <see langword="null"/> if it is not known.</summary>
    public string? Type { get; init; }

    /// <summary>Gets the targets of the column's foreign keys.</summary>
    public IReadOnlyList<PositionsForeignKey> ForeignKeys { get; init; } = [];
}
