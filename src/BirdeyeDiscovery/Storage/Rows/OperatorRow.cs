namespace BirdeyeDiscovery;

/// <summary>Maps a row of <c>operator_actions</c>.</summary>
internal static class OperatorRow
{
    /// <summary>The columns in the order in which <see cref="Map"/> reads them.</summary>
    public const string Columns = "id, request_id, action, token_address, new_address, operator, reason, is_forced, created_at";

    public static OperatorRecord Map(StoredRow row) => new()
    {
        Id = row.Long(0),
        RequestId = row.Text(1),
        Act = row.Word<OperatorAct>(2),
        Address = row.Text(3),
        NewAddress = row.TextOrNull(4),
        By = row.Text(5),
        Reason = row.Text(6),
        IsForced = row.Flag(7),
        CreatedAt = row.Time(8),
    };
}
