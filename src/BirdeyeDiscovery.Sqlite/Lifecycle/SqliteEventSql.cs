using Microsoft.Data.Sqlite;

namespace BirdeyeDiscovery;

/// <summary>The SQL of lifecycle events (<c>token_lifecycle_events</c>).</summary>
internal static class SqliteEventSql
{
    public const string SelectAfter = Select + " WHERE id > ?1 ORDER BY id LIMIT ?2";
    public const string SelectBySnapshot = Select + " WHERE snapshot_id = ?1 ORDER BY id";
    public const string SelectHistory =
        Select + $" WHERE token_address IN ({SqliteMigrationSql.Addresses}) AND created_at >= ?2 AND created_at < ?3 ORDER BY id DESC";

    private const string Select = $"SELECT {EventRow.Columns} FROM token_lifecycle_events";

    private const string Insert =
        """
        INSERT INTO token_lifecycle_events (snapshot_id, token_address, event_type, from_status, to_status, reason, created_at)
        VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7) RETURNING id
        """;

    /// <summary>Inserts lifecycle events into SQLite in order.</summary>
    /// <returns>The events with their ids, as a later read returns them.</returns>
    public static List<LifecycleEvent> Write(
        SqliteTransaction transaction, long? snapshotId, IReadOnlyList<LifecycleEvent> events, CancellationToken cancellationToken)
    {
        var stored = new List<LifecycleEvent>(events.Count);
        using var insert = transaction.Prepare(Insert, parameters: 7);
        foreach (var item in events)
        {
            cancellationToken.ThrowIfCancellationRequested();
            var time = SqliteValue.Time(item.CreatedAt);
            insert.With(
                snapshotId ?? (object)DBNull.Value,
                item.TokenAddress,
                StoredText.Of(item.EventType),
                item.FromStatus is { } from ? StoredText.Of(from) : DBNull.Value,
                item.ToStatus is { } to ? StoredText.Of(to) : DBNull.Value,
                item.Reason,
                time);
            stored.Add(item with { Id = (long)insert.ExecuteScalar()!, SnapshotId = snapshotId, CreatedAt = SqliteValue.ParseTime(time) });
        }

        return stored;
    }
}
