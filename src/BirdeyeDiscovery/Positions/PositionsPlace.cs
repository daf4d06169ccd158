namespace BirdeyeDiscovery.Storage;

/// <summary>The location of the bot's positions: the table and the two relevant columns.</summary>
/// <param name="Table">The table or view.</param>
/// <param name="Token">The column that identifies the token.</param>
/// <param name="ClosedAt">The column that is <c>NULL</c> while a position is open.</param>
public sealed record PositionsPlace(PositionsTable Table, PositionsColumn Token, PositionsColumn ClosedAt)
{
    /// <inheritdoc/>
    public override string ToString() => $"{Table}.{Token.Name}";
}
