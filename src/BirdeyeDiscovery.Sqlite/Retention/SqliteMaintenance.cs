using System.Globalization;

namespace BirdeyeDiscovery;

/// <summary>
/// Implements retention in SQLite. Old history is deleted in batches, each in a short transaction of its own, so that a commit never waits
/// for long.
/// </summary>
internal sealed class SqliteMaintenance(SqliteDatabase database) : IStoreMaintenance
{
    private const int BatchRows = 10_000;

    /// <summary>
    /// Retention deletes this number of stored inputs in a batch. 500 inputs, of many pages each, are as much work as a batch of rows.
    /// </summary>
    private const int BatchInputs = 500;

    /// <summary>
    /// Retention pauses between batches. Another process that waits to write sleeps up to 100 ms between two attempts to get the lock. The
    /// pause is real time, because that process waits in real time.
    /// </summary>
    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(120);

    private static readonly (string Table, string Key, int Batch)[] Histories =
    [
        ("token_scores", "id", BatchRows),
        ("candidate_rejections", "id", BatchRows),
        ("cycle_inputs", "snapshot_id", BatchInputs),
        ("shadow_scores", "rowid", BatchRows),
    ];

    public ValueTask PrepareAsync(DateTimeOffset cycleTime, CancellationToken cancellationToken = default) => default;

    public async ValueTask<RetentionResult> DropHistoryAsync(DateTimeOffset keepFrom, CancellationToken cancellationToken = default)
    {
        var time = SqliteValue.Time(keepFrom);
        if (await NewestBeforeAsync(time, cancellationToken).ConfigureAwait(false) is not { } newest)
        {
            return new RetentionResult(isPermitted: true, []);
        }

        var dropped = new List<string>();
        foreach (var (table, key, batch) in Histories)
        {
            long rows = 0;
            for (var deleted = batch; deleted == batch; rows += deleted)
            {
                deleted = await DeleteAsync(
                    SqliteRetentionSql.DeleteBatch(table, key),
                    time,
                    newest,
                    batch,
                    cancellationToken).ConfigureAwait(false);
                if (deleted == batch)
                {
                    await Task.Delay(Pause, TimeProvider.System, cancellationToken).ConfigureAwait(false);
                }
            }

            if (rows > 0)
            {
                dropped.Add(string.Create(CultureInfo.InvariantCulture, $"{table}: {rows} rows"));
            }
        }

        return new RetentionResult(isPermitted: true, dropped);
    }

    public async ValueTask<IReadOnlyList<CyclePause>?> FindPausesAsync(
        DateTimeOffset until, TimeSpan longerThan, CancellationToken cancellationToken = default) =>
        await database.ListAsync(
            "find pauses between cycles",
            SqliteRetentionSql.Pauses,
            static row => new CyclePause(row.Time(0), row.Time(1)),
            cancellationToken,
            SqliteValue.Time(until),
            longerThan.TotalDays).ConfigureAwait(false);

    private ValueTask<long?> NewestBeforeAsync(string time, CancellationToken cancellationToken) => database.ReadAsync(
        "look for old history",
        (transaction, _) =>
        {
            using var query = transaction.Query(SqliteRetentionSql.NewestBefore, time);
            return query.ExecuteScalar() as long?;
        },
        cancellationToken);

    private ValueTask<int> DeleteAsync(
        string sql,
        string time,
        long newest,
        int batch,
        CancellationToken cancellationToken) => database.WriteAsync(
        "drop old history",
        (transaction, _) =>
        {
            using var command = transaction.Query(sql, time, newest, batch);
            var deleted = command.ExecuteNonQuery();
            transaction.Commit();
            return deleted;
        },
        cancellationToken);
}
