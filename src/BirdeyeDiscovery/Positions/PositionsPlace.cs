namespace BirdeyeDiscovery.Storage;

/// <summary>Where the bot's positions are: the table and the two columns that matter.</summary>
/// <param name="Table">The table or view.</param>
/// <param name="Token">The column that says which token.</param>
/// <param name="ClosedAt">The column that is <c>NULL</c> while a position is open.</param>
public sealed record PositionsPlace(PositionsTable Table, PositionsColumn Token, PositionsColumn ClosedAt)
{
    /// <inheritdoc/>
    public override string ToString() => $"{Table}.{Token.Name}";
}
