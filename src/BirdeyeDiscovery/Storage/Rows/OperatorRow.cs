namespace BirdeyeDiscovery;

/// <summary>Maps a row of <c>operator_actions</c>.</summary>
internal static class OperatorRow
{
    /// <summary>The columns in the order in which <see cref="Map"/> reads them.</summary>
    public const string Columns = "id, request_id, action, token_address, new_address, operator, reason, is_forced, created_at";

    public static OperatorRecord Map(StoredRow row) => new(
        row.Long(0),
        row.Text(1),
        row.Word<OperatorAct>(2),
        row.Text(3),
        row.TextOrNull(4),
        row.Text(5),
        row.Text(6),
        row.Flag(7),
        row.Time(8));
}
