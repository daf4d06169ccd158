using Microsoft.Data.Sqlite;

namespace BirdeyeDiscovery;

/// <summary>The history in SQLite.</summary>
internal sealed class SqliteDiscoveryHistory(SqliteDatabase database) : IDiscoveryHistory
{
    private const int MaxRows = 10_000;

    public ValueTask<IReadOnlyList<SnapshotRecord>> GetSnapshotsAsync(int limit, CancellationToken cancellationToken = default)
    {
        CheckLimit(limit);
        return ListAsync("read snapshots", SqliteSnapshotSql.SelectNewest, SqliteSnapshotSql.Map, cancellationToken, limit);
    }

    public async ValueTask<SnapshotRecord?> FindSnapshotAsync(DateTimeOffset cycleTimestamp, CancellationToken cancellationToken = default)
    {
        var found = await ListAsync("find a snapshot", SqliteSnapshotSql.SelectByTime, SqliteSnapshotSql.Map, cancellationToken, SqliteValue.Time(cycleTimestamp))
            .ConfigureAwait(false);
        return found.Count == 0 ? null : found[0];
    }

    public ValueTask<IReadOnlyList<ScoreRecord>> GetScoresAsync(long snapshotId, CancellationToken cancellationToken = default) =>
        ListAsync("read scores", SqliteScoreSql.SelectBySnapshot, SqliteScoreSql.Map, cancellationToken, snapshotId);

    public ValueTask<IReadOnlyList<RejectionRecord>> GetRejectionsAsync(long snapshotId, CancellationToken cancellationToken = default) =>
        ListAsync("read rejections", SqliteRejectionSql.SelectBySnapshot, SqliteRejectionSql.Map, cancellationToken, snapshotId);

    public async ValueTask<ReadOnlyMemory<byte>> GetCycleInputAsync(long snapshotId, CancellationToken cancellationToken = default)
    {
        var block = await InputAsync(SqliteSnapshotSql.SelectInput, snapshotId, cancellationToken).ConfigureAwait(false);
        return CycleInputBlock.BaseOf(block) is { } time
            ? CycleInputBlock.Join(block, await InputAsync(SqliteSnapshotSql.SelectInputByTime, SqliteValue.Time(time), cancellationToken).ConfigureAwait(false))
            : block;
    }

    public ValueTask<IReadOnlyList<LifecycleEvent>> GetEventsAsync(long afterId, int limit, CancellationToken cancellationToken = default)
    {
        CheckLimit(limit);
        return ListAsync("read events", SqliteEventSql.SelectAfter, SqliteEventSql.Map, cancellationToken, afterId, limit);
    }

    public ValueTask<IReadOnlyList<ScoreHistoryEntry>> GetScoreHistoryAsync(
        string address, DateTimeOffset from, DateTimeOffset to, CancellationToken cancellationToken = default) =>
        ListAsync(
            "read a token's scores",
            SqliteScoreSql.SelectHistory,
            row => new ScoreHistoryEntry(row.ReadTime(SqliteScoreSql.CreatedAtColumn), SqliteScoreSql.Map(row)),
            cancellationToken,
            address,
            SqliteValue.Time(from),
            SqliteValue.Time(to));

    public async ValueTask<ScoreHistoryEntry?> GetScoreAsOfAsync(string address, DateTimeOffset asOf, CancellationToken cancellationToken = default)
    {
        var found = await ListAsync(
            "read a token's score as of a time",
            SqliteScoreSql.SelectAsOf,
            row => new ScoreHistoryEntry(row.ReadTime(SqliteScoreSql.CreatedAtColumn), SqliteScoreSql.Map(row)),
            cancellationToken,
            address,
            SqliteValue.Time(asOf)).ConfigureAwait(false);
        return found.Count == 0 ? null : found[0];
    }

    public ValueTask<IReadOnlyList<RejectionHistoryEntry>> GetRejectionHistoryAsync(
        string address, DateTimeOffset from, DateTimeOffset to, CancellationToken cancellationToken = default) =>
        ListAsync(
            "read a token's rejections",
            SqliteRejectionSql.SelectHistory,
            row => new RejectionHistoryEntry(row.ReadTime(SqliteRejectionSql.CreatedAtColumn), SqliteRejectionSql.Map(row)),
            cancellationToken,
            address,
            SqliteValue.Time(from),
            SqliteValue.Time(to));

    public ValueTask<IReadOnlyList<LifecycleEvent>> GetEventHistoryAsync(
        string address, DateTimeOffset from, DateTimeOffset to, CancellationToken cancellationToken = default) =>
        ListAsync(
            "read a token's events",
            SqliteEventSql.SelectHistory,
            SqliteEventSql.Map,
            cancellationToken,
            address,
            SqliteValue.Time(from),
            SqliteValue.Time(to));

    public ValueTask<IReadOnlyList<LifecycleEvent>> GetEventsOfCycleAsync(long snapshotId, CancellationToken cancellationToken = default) =>
        ListAsync("read a cycle's events", SqliteEventSql.SelectBySnapshot, SqliteEventSql.Map, cancellationToken, snapshotId);

    private async ValueTask<ReadOnlyMemory<byte>> InputAsync(string sql, object key, CancellationToken cancellationToken)
    {
        var found = await ListAsync("read a cycle's input", sql, row => row.GetFieldValue<byte[]>(0), cancellationToken, key).ConfigureAwait(false);
        return found.Count == 0 ? ReadOnlyMemory<byte>.Empty : found[0];
    }

    private static void CheckLimit(int limit)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(limit, 1);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(limit, MaxRows);
    }

    private ValueTask<IReadOnlyList<T>> ListAsync<T>(
        string purpose, string sql, Func<SqliteDataReader, T> map, CancellationToken cancellationToken, params object[] values) =>
        database.ReadAsync<IReadOnlyList<T>>(
            purpose,
            (connection, cancelled) =>
            {
                using var query = connection.Query(sql, values);
                return query.ReadAll(map, cancelled);
            },
            cancellationToken);
}
