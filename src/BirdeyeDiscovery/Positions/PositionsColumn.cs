namespace BirdeyeDiscovery.Storage;

/// <summary>A column of a table that may hold the bot's positions.</summary>
/// <param name="name">The name, as the database spells it.</param>
/// <param name="isWhole">Whether its type contains whole numbers only.</param>
/// <param name="isRequired">Whether it can never be <c>NULL</c>.</param>
public sealed class PositionsColumn(string name, bool isWhole, bool isRequired)
{
    /// <summary>Gets the name, as the database spells it.</summary>
    public string Name { get; } = name;

    /// <summary>Gets a value indicating whether its type contains whole numbers only.</summary>
    public bool IsWhole { get; } = isWhole;

    /// <summary>Gets a value indicating whether it can never be <c>NULL</c>.</summary>
    public bool IsRequired { get; } = isRequired;

    /// <summary>Gets the name of its type in the store; <see langword="null"/> if it is not known.</summary>
    public string? Type { get; init; }

    /// <summary>Gets the targets of the column's foreign keys.</summary>
    public IReadOnlyList<PositionsForeignKey> ForeignKeys { get; init; } = [];
}
