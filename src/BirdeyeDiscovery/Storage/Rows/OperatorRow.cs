namespace BirdeyeDiscovery;

/// <summary>Maps a row of <c>operator_actions</c>.</summary>
internal static class OperatorRow
{
    /// <summary>The columns of operator_actions in the order in which <see cref="Map"/> reads the row.</summary>
    public const string Columns =
        "id, request_id, action, exact_action, token_address, new_address, operator, reason, is_forced, created_at";

    public static OperatorRecord Map(StoredRow row) => new()
    {
        Id = row.Long(0),
        RequestId = row.Text(1),
        Act = ActOf(row.Text(2), row.TextOrNull(3)),
        Address = row.Text(4),
        NewAddress = row.TextOrNull(5),
        By = row.Text(6),
        Reason = row.Text(7),
        IsForced = row.Flag(8),
        CreatedAt = row.Time(9),
    };

    /// <summary>
    /// Gets the words in a row of an operator's action: the one for <c>action</c>, which every library can read, and the one for
    /// <c>exact_action</c> if the first library does not know the action.
    /// </summary>
    public static (string Action, string? Exact) Words(OperatorAct act) => act == OperatorAct.Track
        ? (StoredText.Of(OperatorAct.Resume), StoredText.Of(act))
        : (StoredText.Of(act), null);

    // A row of operator_actions whose exact_action is a word of a later library is still read: its action has a word that every library
    // knows.
    private static OperatorAct ActOf(string action, string? exact) =>
        exact == StoredText.Of(OperatorAct.Track) ? OperatorAct.Track : StoredText.Parse<OperatorAct>(action);
}
