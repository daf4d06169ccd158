namespace BirdeyeDiscovery;

/// <summary>
/// Reads stored cycles from PostgreSQL. Each read is one statement; the input of a cycle that builds on an earlier one takes two, whole
/// cycles take four.
/// </summary>
internal sealed class PostgresDiscoveryHistory(PostgresDatabase database) : IDiscoveryHistory
{
    public ValueTask<IReadOnlyList<SnapshotRecord>> GetSnapshotsAsync(int limit, CancellationToken cancellationToken = default)
    {
        CycleRows.CheckLimit(limit, CycleRows.MaxRows);
        return database.ListAsync(
            "read snapshots",
            database.Sql<PostgresSnapshotSql>().SelectNewest,
            SnapshotRow.Map,
            cancellationToken,
            limit);
    }

    public async ValueTask<SnapshotRecord?> FindSnapshotAsync(DateTimeOffset cycleTimestamp, CancellationToken cancellationToken = default)
    {
        var found = await database.ListAsync(
            "find a snapshot",
            database.Sql<PostgresSnapshotSql>().SelectByTime,
            SnapshotRow.Map,
            cancellationToken,
            PostgresValue.Time(cycleTimestamp)).ConfigureAwait(false);
        return found.Count == 0 ? null : found[0];
    }

    public async ValueTask<SnapshotRecord?> FindSnapshotAsOfAsync(DateTimeOffset asOf, CancellationToken cancellationToken = default)
    {
        var found = await database.ListAsync(
            "find a snapshot as of a time",
            database.Sql<PostgresSnapshotSql>().SelectAsOf,
            SnapshotRow.Map,
            cancellationToken,
            PostgresValue.Time(asOf)).ConfigureAwait(false);
        return found.Count == 0 ? null : found[0];
    }

    public ValueTask<IReadOnlyList<SnapshotRecord>> GetSnapshotsAfterAsync(
        long afterId, int limit, CancellationToken cancellationToken = default)
    {
        CycleRows.CheckLimit(limit, CycleRows.MaxRows);
        return database.ListAsync(
            "read snapshots after an id",
            database.Sql<PostgresSnapshotSql>().SelectAfter,
            SnapshotRow.Map,
            cancellationToken,
            afterId,
            limit);
    }

    public ValueTask<IReadOnlyList<SnapshotRecord>> GetNewestOfEachOptionsHashAsync(CancellationToken cancellationToken = default) =>
        database.ListAsync(
            "read the newest snapshot of each options hash",
            database.Sql<PostgresSnapshotSql>().SelectNewestOfEachHash,
            SnapshotRow.Map,
            cancellationToken);

    public async ValueTask<IReadOnlyList<StoredCycle>> GetCyclesAsync(
        DateTimeOffset from, DateTimeOffset to, int limit, CancellationToken cancellationToken = default)
    {
        const string purpose = "read cycles";
        CycleRows.CheckLimit(limit, CycleRows.MaxCycles);
        var snapshots = await database.ListAsync(
            purpose,
            database.Sql<PostgresSnapshotSql>().SelectRange,
            SnapshotRow.Map,
            cancellationToken,
            PostgresValue.Time(from),
            PostgresValue.Time(to),
            limit).ConfigureAwait(false);
        if (snapshots.Count == 0)
        {
            return [];
        }

        // With the ids of cycles, the query uses the index. With their times, PostgreSQL skips partitions.
        object?[] page =
        [
            snapshots.Select(static row => row.Id).ToArray(),
            PostgresValue.Time(snapshots[0].CycleTimestamp),
            PostgresValue.Time(snapshots[^1].CycleTimestamp),
        ];
        var scores = await database.ListAsync(
            purpose, database.Sql<PostgresScoreSql>().SelectOfCycles, ScoreRow.MapOfCycle, cancellationToken, page).ConfigureAwait(false);
        var rejections = await database.ListAsync(
            purpose,
            database.Sql<PostgresRejectionSql>().SelectOfCycles,
            RejectionRow.MapOfCycle,
            cancellationToken,
            page).ConfigureAwait(false);
        var shadows = await database.ListAsync(
            purpose,
            database.Sql<PostgresShadowScoreSql>().SelectOfCycles,
            ShadowScoreRow.MapOfCycle,
            cancellationToken,
            page).ConfigureAwait(false);
        return CycleRows.Join(snapshots, scores, rejections, shadows);
    }

    public ValueTask<IReadOnlyList<ScoreRecord>> GetScoresAsync(long snapshotId, CancellationToken cancellationToken = default) =>
        database.ListAsync(
            "read a snapshot's scores",
            database.Sql<PostgresScoreSql>().SelectBySnapshot,
            ScoreRow.Map,
            cancellationToken,
            snapshotId);

    public ValueTask<IReadOnlyList<RejectionRecord>> GetRejectionsAsync(long snapshotId, CancellationToken cancellationToken = default) =>
        database.ListAsync(
            "read a snapshot's rejections",
            database.Sql<PostgresRejectionSql>().SelectBySnapshot,
            RejectionRow.Map,
            cancellationToken,
            snapshotId);

    public async ValueTask<ReadOnlyMemory<byte>> GetCycleInputAsync(long snapshotId, CancellationToken cancellationToken = default)
    {
        var block = await InputAsync(database.Sql<PostgresSnapshotSql>().SelectInput, snapshotId, cancellationToken).ConfigureAwait(false);
        return CycleInputBlock.BaseOf(block) is { } time
            ? CycleInputBlock.Join(
                block,
                await InputAsync(
                    database.Sql<PostgresSnapshotSql>().SelectInputByTime,
                    PostgresValue.Time(time),
                    cancellationToken).ConfigureAwait(false))
            : block;
    }

    public ValueTask<IReadOnlyList<LifecycleEvent>> GetEventsAsync(long afterId, int limit, CancellationToken cancellationToken = default)
    {
        CycleRows.CheckLimit(limit, CycleRows.MaxRows);
        return database.ListAsync(
            "read events",
            database.Sql<PostgresEventSql>().SelectAfter,
            EventRow.Map,
            cancellationToken,
            afterId,
            limit);
    }

    public ValueTask<IReadOnlyList<LifecycleEvent>> GetEventsOfCycleAsync(long snapshotId, CancellationToken cancellationToken = default) =>
        database.ListAsync(
            "read a cycle's events",
            database.Sql<PostgresEventSql>().SelectBySnapshot,
            EventRow.Map,
            cancellationToken,
            snapshotId);

    public ValueTask<IReadOnlyList<ScoreHistoryEntry>> GetScoreHistoryAsync(
        string address, DateTimeOffset from, DateTimeOffset to, CancellationToken cancellationToken = default) =>
        OfTokenAsync(
            "read a token's scores",
            database.Sql<PostgresScoreSql>().SelectHistory,
            ScoreRow.MapEntry,
            address,
            cancellationToken,
            PostgresValue.Time(from),
            PostgresValue.Time(to));

    public async ValueTask<ScoreHistoryEntry?> GetScoreAsOfAsync(
        string address,
        DateTimeOffset asOf,
        CancellationToken cancellationToken = default)
    {
        var found = await OfTokenAsync(
            "read a token's score as of a time",
            database.Sql<PostgresScoreSql>().SelectAsOf,
            ScoreRow.MapEntry,
            address,
            cancellationToken,
            PostgresValue.Time(asOf)).ConfigureAwait(false);
        return found.Count == 0 ? null : found[0];
    }

    public ValueTask<IReadOnlyList<RejectionHistoryEntry>> GetRejectionHistoryAsync(
        string address, DateTimeOffset from, DateTimeOffset to, CancellationToken cancellationToken = default) =>
        OfTokenAsync(
            "read a token's rejections",
            database.Sql<PostgresRejectionSql>().SelectHistory,
            RejectionRow.MapEntry,
            address,
            cancellationToken,
            PostgresValue.Time(from),
            PostgresValue.Time(to));

    public ValueTask<IReadOnlyList<LifecycleEvent>> GetEventHistoryAsync(
        string address, DateTimeOffset from, DateTimeOffset to, CancellationToken cancellationToken = default) =>
        OfTokenAsync(
            "read a token's events",
            database.Sql<PostgresEventSql>().SelectHistory,
            EventRow.Map,
            address,
            cancellationToken,
            PostgresValue.Time(from),
            PostgresValue.Time(to));

    private async ValueTask<ReadOnlyMemory<byte>> InputAsync(string sql, object key, CancellationToken cancellationToken)
    {
        var found = await database.ListAsync(
            "read a cycle's input",
            sql,
            static row => row.Bytes(0),
            cancellationToken,
            key).ConfigureAwait(false);
        return found.Count == 0 ? default : found[0];
    }

    // The history of cycles has no rows of an address that PostgreSQL cannot store, so no query is sent.
    private ValueTask<IReadOnlyList<T>> OfTokenAsync<T>(
        string purpose,
        string sql,
        Func<StoredRow, T> map,
        string address,
        CancellationToken cancellationToken,
        params ReadOnlySpan<object?> times)
    {
        ArgumentNullException.ThrowIfNull(address);
        return StorableText.CanStore(address) ? database.ListAsync(purpose, sql, map, cancellationToken, [address, .. times]) : new([]);
    }
}
