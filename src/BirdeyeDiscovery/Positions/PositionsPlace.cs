namespace BirdeyeDiscovery.Storage;

/// <summary>The location of the bot's positions: the table and the two relevant columns.</summary>
/// <param name="table">The table or view.</param>
/// <param name="token">The column that identifies the token.</param>
/// <param name="closedAt">The column that is <c>NULL</c> while a position is open.</param>
public sealed class PositionsPlace(PositionsTable table, PositionsColumn token, PositionsColumn closedAt)
{
    // None, a flag that is not set, and the times that stand for never. Taken for a time, they would hide an open position.
    private const string OpenTexts = "'', '0', '0.0', 'f', 'false', 'n', 'no', 'open', 'null', 'none', 'infinity', '-infinity'";

    /// <summary>Gets the table or view.</summary>
    public PositionsTable Table { get; } = table;

    /// <summary>Gets the column that identifies the token.</summary>
    public PositionsColumn Token { get; } = token;

    /// <summary>Gets the column that is <c>NULL</c> while a position is open.</summary>
    public PositionsColumn ClosedAt { get; } = closedAt;

    /// <summary>
    /// Gets the SQL condition under which a position is open: the column is <c>NULL</c>, is empty, or has a value that is no closing time,
    /// such as <c>false</c>, <c>0</c> or the year 1, which object-relational mappers write for a time that was not set.
    /// </summary>
    /// <param name="closedAt">The quoted column, as the statement names it.</param>
    /// <returns>The condition, in SQL that PostgreSQL and SQLite have in common.</returns>
    public static string OpenCondition(string closedAt) =>
        $"(coalesce(lower(trim(CAST({closedAt} AS text))), '') IN ({OpenTexts}) OR CAST({closedAt} AS text) LIKE '0001-01-01%')";

    /// <inheritdoc/>
    public override string ToString() => $"{Table}.{Token.Name}";
}
