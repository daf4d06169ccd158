namespace BirdeyeDiscovery;

/// <summary>Reads the stored cycles in SQLite.</summary>
internal sealed class SqliteDiscoveryHistory(SqliteDatabase database) : IDiscoveryHistory
{

    public ValueTask<IReadOnlyList<SnapshotRecord>> GetSnapshotsAsync(int limit, CancellationToken cancellationToken = default)
    {
        CycleRows.CheckLimit(limit, CycleRows.MaxRows);
        return database.ListAsync("read snapshots", SqliteSnapshotSql.SelectNewest, SnapshotRow.Map, cancellationToken, limit);
    }

    public async ValueTask<SnapshotRecord?> FindSnapshotAsync(DateTimeOffset cycleTimestamp, CancellationToken cancellationToken = default)
    {
        var found = await database.ListAsync(
            "find a snapshot",
            SqliteSnapshotSql.SelectByTime,
            SnapshotRow.Map,
            cancellationToken,
            SqliteValue.Time(cycleTimestamp))
            .ConfigureAwait(false);
        return found.Count == 0 ? null : found[0];
    }

    public async ValueTask<SnapshotRecord?> FindSnapshotAsOfAsync(DateTimeOffset asOf, CancellationToken cancellationToken = default)
    {
        var found = await database.ListAsync(
            "find a snapshot as of a time",
            SqliteSnapshotSql.SelectAsOf,
            SnapshotRow.Map,
            cancellationToken,
            SqliteValue.Time(asOf)).ConfigureAwait(false);
        return found.Count == 0 ? null : found[0];
    }

    public ValueTask<IReadOnlyList<SnapshotRecord>> GetSnapshotsAfterAsync(
        long afterId, int limit, CancellationToken cancellationToken = default)
    {
        CycleRows.CheckLimit(limit, CycleRows.MaxRows);
        return database.ListAsync(
            "read snapshots after an id", SqliteSnapshotSql.SelectAfter, SnapshotRow.Map, cancellationToken, afterId, limit);
    }

    public ValueTask<IReadOnlyList<SnapshotRecord>> GetNewestOfEachOptionsHashAsync(CancellationToken cancellationToken = default) =>
        database.ListAsync(
            "read the newest snapshot of each options hash",
            SqliteSnapshotSql.SelectNewestOfEachHash,
            SnapshotRow.Map,
            cancellationToken);

    public ValueTask<IReadOnlyList<StoredCycle>> GetCyclesAsync(
        DateTimeOffset from, DateTimeOffset to, int limit, CancellationToken cancellationToken = default)
    {
        CycleRows.CheckLimit(limit, CycleRows.MaxCycles);
        return database.ReadAsync<IReadOnlyList<StoredCycle>>(
            "read cycles",
            (transaction, cancelled) =>
            {
                var snapshots = transaction.List(
                    SqliteSnapshotSql.SelectRange, SnapshotRow.Map, cancelled, SqliteValue.Time(from), SqliteValue.Time(to), limit);
                if (snapshots.Count == 0)
                {
                    return [];
                }

                object?[] page = [SqliteValue.Time(snapshots[0].CycleTimestamp), SqliteValue.Time(snapshots[^1].CycleTimestamp)];
                return CycleRows.Join(
                    snapshots,
                    transaction.List(SqliteScoreSql.SelectOfCycles, ScoreRow.MapOfCycle, cancelled, page),
                    transaction.List(SqliteRejectionSql.SelectOfCycles, RejectionRow.MapOfCycle, cancelled, page),
                    transaction.List(SqliteShadowScoreSql.SelectOfCycles, ShadowScoreRow.MapOfCycle, cancelled, page));
            },
            cancellationToken);
    }

    public ValueTask<IReadOnlyList<ScoreRecord>> GetScoresAsync(long snapshotId, CancellationToken cancellationToken = default) =>
        database.ListAsync("read scores", SqliteScoreSql.SelectBySnapshot, ScoreRow.Map, cancellationToken, snapshotId);

    public ValueTask<IReadOnlyList<RejectionRecord>> GetRejectionsAsync(long snapshotId, CancellationToken cancellationToken = default) =>
        database.ListAsync("read rejections", SqliteRejectionSql.SelectBySnapshot, RejectionRow.Map, cancellationToken, snapshotId);

    public async ValueTask<ReadOnlyMemory<byte>> GetCycleInputAsync(long snapshotId, CancellationToken cancellationToken = default)
    {
        var block = await InputAsync(SqliteSnapshotSql.SelectInput, snapshotId, cancellationToken).ConfigureAwait(false);
        return CycleInputBlock.BaseOf(block) is { } time
            ? CycleInputBlock.Join(
                block,
                await InputAsync(SqliteSnapshotSql.SelectInputByTime, SqliteValue.Time(time), cancellationToken).ConfigureAwait(false))
            : block;
    }

    public ValueTask<IReadOnlyList<LifecycleEvent>> GetEventsAsync(long afterId, int limit, CancellationToken cancellationToken = default)
    {
        CycleRows.CheckLimit(limit, CycleRows.MaxRows);
        return database.ListAsync("read events", SqliteEventSql.SelectAfter, EventRow.Map, cancellationToken, afterId, limit);
    }

    public ValueTask<IReadOnlyList<ScoreHistoryEntry>> GetScoreHistoryAsync(
        string address, DateTimeOffset from, DateTimeOffset to, CancellationToken cancellationToken = default) =>
        database.ListAsync(
            "read a token's scores",
            SqliteScoreSql.SelectHistory,
            ScoreRow.MapEntry,
            cancellationToken,
            address,
            SqliteValue.Time(from),
            SqliteValue.Time(to));

    public async ValueTask<ScoreHistoryEntry?> GetScoreAsOfAsync(
        string address,
        DateTimeOffset asOf,
        CancellationToken cancellationToken = default)
    {
        var found = await database.ListAsync(
            "read a token's score as of a time",
            SqliteScoreSql.SelectAsOf,
            ScoreRow.MapEntry,
            cancellationToken,
            address,
            SqliteValue.Time(asOf)).ConfigureAwait(false);
        return found.Count == 0 ? null : found[0];
    }

    public ValueTask<IReadOnlyList<RejectionHistoryEntry>> GetRejectionHistoryAsync(
        string address, DateTimeOffset from, DateTimeOffset to, CancellationToken cancellationToken = default) =>
        database.ListAsync(
            "read a token's rejections",
            SqliteRejectionSql.SelectHistory,
            RejectionRow.MapEntry,
            cancellationToken,
            address,
            SqliteValue.Time(from),
            SqliteValue.Time(to));

    public ValueTask<IReadOnlyList<LifecycleEvent>> GetEventHistoryAsync(
        string address, DateTimeOffset from, DateTimeOffset to, CancellationToken cancellationToken = default) =>
        database.ListAsync(
            "read a token's events",
            SqliteEventSql.SelectHistory,
            EventRow.Map,
            cancellationToken,
            address,
            SqliteValue.Time(from),
            SqliteValue.Time(to));

    public ValueTask<IReadOnlyList<LifecycleEvent>> GetEventsOfCycleAsync(long snapshotId, CancellationToken cancellationToken = default) =>
        database.ListAsync("read a cycle's events", SqliteEventSql.SelectBySnapshot, EventRow.Map, cancellationToken, snapshotId);

    private async ValueTask<ReadOnlyMemory<byte>> InputAsync(string sql, object key, CancellationToken cancellationToken)
    {
        var found = await database.ListAsync(
            "read a cycle's input",
            sql,
            static row => row.Bytes(0),
            cancellationToken,
            key).ConfigureAwait(false);
        return found.Count == 0 ? ReadOnlyMemory<byte>.Empty : found[0];
    }
}
