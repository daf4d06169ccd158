namespace BirdeyeDiscovery;

/// <summary>Maps a row of <c>token_lifecycle_events</c>.</summary>
internal static class EventRow
{
    /// <summary>The columns of token_lifecycle_events in the order in which <see cref="Map"/> reads the row.</summary>
    public const string Columns = "id, snapshot_id, token_address, event_type, from_status, to_status, reason, created_at";

    public static LifecycleEvent Map(StoredRow row) => new()
    {
        Id = row.Long(0),
        SnapshotId = row.LongOrNull(1),
        TokenAddress = row.Text(2),
        EventType = row.Word<LifecycleEventType>(3),
        FromStatus = row.WordOrNull<TokenStatus>(4),
        ToStatus = row.WordOrNull<TokenStatus>(5),
        Reason = row.Text(6),
        CreatedAt = row.Time(7),
    };
}
