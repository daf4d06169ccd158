using System.Data.Common;
using Npgsql;

namespace BirdeyeDiscovery;

/// <summary>The SQL of lifecycle events (<c>token_lifecycle_events</c>).</summary>
/// <remarks>
/// Every writer of events locks the row of the lease until the commit (<see cref="PostgresLeaseSql.LockEpoch"/>). Ids therefore become
/// visible in their order, and a reader that continues after the last id it read misses no event.
/// </remarks>
internal sealed class PostgresEventSql : IPostgresSql<PostgresEventSql>
{
    private readonly string _insert;

    public PostgresEventSql(string schema)
    {
        Channel = schema;
        var select = $"SELECT {EventRow.Columns} FROM {schema}.token_lifecycle_events";
        SelectAfter = select + " WHERE id > $1 ORDER BY id LIMIT $2";
        SelectBySnapshot = select + " WHERE snapshot_id = $1 ORDER BY id";
        SelectHistory = $"{select} WHERE token_address = ANY ({PostgresMigrationSql.Addresses(schema)}) "
            + "AND created_at >= $2 AND created_at < $3 ORDER BY id DESC";
        var columns = string.Join(", ", Columns.Select(static column => column.Name));
        var arrays = string.Join(
            ", ",
            Columns.Select(static (column, index) => FormattableString.Invariant($"${index + 1}::{column.Type}[]")));
        _insert = FormattableString.Invariant(
            $"""
            INSERT INTO {schema}.token_lifecycle_events ({columns}, snapshot_id)
            SELECT {columns}, ${Columns.Length + 1}::bigint FROM unnest({arrays}) WITH ORDINALITY AS v ({columns}, position)
            ORDER BY position
            RETURNING id, pg_notify('{schema.Trim('"')}', '') IS NULL
            """);
    }

    /// <summary>
    /// Gets the quoted name of the notification channel for lifecycle events, which is the name of the schema. Every transaction that
    /// writes events notifies once, at its commit. The insert itself notifies, which costs no extra round trip.
    /// </summary>
    public string Channel { get; }

    public string SelectAfter { get; }

    public string SelectBySnapshot { get; }

    public string SelectHistory { get; }

    private static PostgresColumn<LifecycleEvent>[] Columns { get; } =
    [
        PostgresColumn<LifecycleEvent>.Text("token_address", static row => row.TokenAddress),
        PostgresColumn<LifecycleEvent>.Text("event_type", static row => StoredText.Of(row.EventType)),
        PostgresColumn<LifecycleEvent>.Text("from_status", static row => row.FromStatus is { } status ? StoredText.Of(status) : null),
        PostgresColumn<LifecycleEvent>.Text("to_status", static row => row.ToStatus is { } status ? StoredText.Of(status) : null),
        PostgresColumn<LifecycleEvent>.Label("reason", static row => row.Reason),
        PostgresColumn<LifecycleEvent>.Time("created_at", static row => row.CreatedAt),
    ];

    /// <summary>Gets the statement that writes lifecycle events in order and returns their ids.</summary>
    public NpgsqlBatchCommand Insert(IReadOnlyList<LifecycleEvent> events, long? snapshotId)
    {
        var command = new NpgsqlBatchCommand(_insert);
        foreach (var column in Columns)
        {
            command.Parameters.Add(column.ToArray(events));
        }

        command.Parameters.Add(
            new NpgsqlParameter { Value = snapshotId ?? (object)DBNull.Value, NpgsqlDbType = NpgsqlTypes.NpgsqlDbType.Bigint });
        return command;
    }

    /// <summary>Reads the ids that the insert of lifecycle events returned.</summary>
    /// <returns>The events as a later read returns them.</returns>
    public static async Task<List<LifecycleEvent>> ReadNumbersAsync(
        DbDataReader reader, IReadOnlyList<LifecycleEvent> events, long? snapshotId, CancellationToken cancellationToken)
    {
        var stored = new List<LifecycleEvent>(events.Count);
        while (await reader.ReadAsync(cancellationToken).ConfigureAwait(false))
        {
            var item = events[stored.Count];
            stored.Add(
                item with
                {
                    Id = reader.GetInt64(0),
                    SnapshotId = snapshotId,
                    CreatedAt = new DateTimeOffset(PostgresValue.Time(item.CreatedAt))
                });
        }

        return stored;
    }

    public static PostgresEventSql Compose(string schema) => new(schema);
}
