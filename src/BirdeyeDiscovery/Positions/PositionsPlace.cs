namespace BirdeyeDiscovery.Storage;

/// <summary>The location of the bot's positions: the table and the two relevant columns.</summary>
/// <param name="table">The table or view.</param>
/// <param name="token">The column that identifies the token.</param>
/// <param name="closedAt">The column with the closing time; see <see cref="IPositionsTable.ReadOpenAsync"/>.</param>
public sealed class PositionsPlace(PositionsTable table, PositionsColumn token, PositionsColumn closedAt)
{
    /// <summary>Gets the earliest value that is a closing time: 3 January 2009, the day of the first block of Bitcoin.</summary>
    public static DateTimeOffset EarliestClosing { get; } = new(2009, 1, 3, 0, 0, 0, TimeSpan.Zero);

    /// <summary>Gets the table or view.</summary>
    public PositionsTable Table { get; } = table;

    /// <summary>Gets the column that identifies the token.</summary>
    public PositionsColumn Token { get; } = token;

    /// <summary>Gets the column with the closing time; any value that is no plausible time means that the position is open.</summary>
    public PositionsColumn ClosedAt { get; } = closedAt;

    /// <inheritdoc/>
    public override string ToString() => $"{Table}.{Token.Name}";
}
