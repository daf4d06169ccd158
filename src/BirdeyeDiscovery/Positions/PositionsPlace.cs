namespace BirdeyeDiscovery.Storage;

/// <summary>The location of the bot's positions: the table and the two relevant columns.</summary>
/// <param name="table">The table or view.</param>
/// <param name="token">The column that identifies the token.</param>
/// <param name="closedAt">The column that is <c>NULL</c> while a position is open.</param>
public sealed class PositionsPlace(PositionsTable table, PositionsColumn token, PositionsColumn closedAt)
{
    /// <summary>Gets the table or view.</summary>
    public PositionsTable Table { get; } = table;

    /// <summary>Gets the column that identifies the token.</summary>
    public PositionsColumn Token { get; } = token;

    /// <summary>Gets the column that is <c>NULL</c> while a position is open.</summary>
    public PositionsColumn ClosedAt { get; } = closedAt;

    /// <inheritdoc/>
    public override string ToString() => $"{Table}.{Token.Name}";
}
