using Npgsql;

namespace BirdeyeDiscovery;

/// <summary>
/// Commits a cycle to PostgreSQL in one transaction: two round trips for a typical cycle, and two more for each table that receives many
/// rows.
/// </summary>
internal sealed class PostgresCycleCommit(PostgresDatabase database, int copyFrom = PostgresCycleCommit.CopyFrom)
{
    /// <summary>
    /// The number of rows in the commit of a cycle from which a COPY of their own is faster than arrays that are sent with the other
    /// statements.
    /// </summary>
    /// <remarks>
    /// Duration of a commit with arrays relative to one with COPY, measured over loopback: 100 rows 0.97, 200 rows 0.96, 500 rows 1.05,
    /// 1,000 rows 1.09, 2,000 rows 1.22. A more distant server raises the threshold, because COPY waits for two more round trips
    /// (<c>./bench.sh --stores</c>, the lines "arrays").
    /// </remarks>
    internal const int CopyFrom = 500;

    private readonly PostgresTradeTracking _trades = new(database);

    public async Task<CommitResult> RunAsync(NpgsqlTransaction transaction, long epoch, CyclePlan plan, CancellationToken cancellationToken)
    {
        var connection = transaction.Connection!;
        var time = PostgresValue.Time(plan.Snapshot.CycleTimestamp);
        var head = await WriteHeadAsync(connection, transaction, epoch, plan, time, cancellationToken).ConfigureAwait(false);
        if (head.Epoch != epoch)
        {
            return new CommitResult(CommitStatus.Fenced, snapshotId: 0, []);
        }

        if (head.Id is not { } id)
        {
            return new CommitResult(
                CommitStatus.AlreadyCommitted,
                await FindAsync(connection, transaction, time, cancellationToken).ConfigureAwait(false),
                []);
        }

        if (head.Tokens != plan.Tokens.Count + plan.Strategies.Count)
        {
            return new CommitResult(CommitStatus.Conflict, snapshotId: 0, []);
        }

        if (head.Uncounted.Count > 0)
        {
            await _trades.CountAsync(transaction, plan.Tokens, head.Uncounted, time, cancellationToken).ConfigureAwait(false);
        }

        if (plan.Scores.Count >= copyFrom)
        {
            await database.Sql<PostgresScoreSql>().Writer.CopyAsync(
                connection,
                plan.Scores,
                id,
                time,
                database.Timeout,
                cancellationToken).ConfigureAwait(false);
        }

        if (plan.Rejections.Count >= copyFrom)
        {
            await database.Sql<PostgresRejectionSql>().Writer.CopyAsync(
                connection,
                plan.Rejections,
                id,
                time,
                database.Timeout,
                cancellationToken).ConfigureAwait(false);
        }

        if (plan.ShadowScores.Count >= copyFrom)
        {
            await database.Sql<PostgresShadowScoreSql>().Writer.CopyAsync(
                connection,
                plan.ShadowScores,
                id,
                time,
                database.Timeout,
                cancellationToken).ConfigureAwait(false);
        }

        var events = await WriteRowsAsync(connection, transaction, plan, id, time, cancellationToken).ConfigureAwait(false);
        return new CommitResult(CommitStatus.Committed, id, events);
    }

    // The batch of a cycle's commit first locks the lease and reads the epoch. If the epoch has changed, nothing is committed, and the
    // writes of the batch are rolled back. The tokens are written before the history rows, so that a conflict costs little.
    private async Task<Head> WriteHeadAsync(
        NpgsqlConnection connection,
        NpgsqlTransaction transaction,
        long epoch,
        CyclePlan plan,
        DateTime time,
        CancellationToken cancellationToken)
    {
        // In the commit of a cycle, a new token has revision 0 and a stored one at least 1, so neither can be mistaken for the other.
        var fresh = plan.Tokens.Where(static token => token.Revision == 0).ToList();
        var known = plan.Tokens.Where(static token => token.Revision != 0).ToList();
        var batch = database.Batch(connection, transaction, isFirst: true);
        await using var disposing = batch.ConfigureAwait(false);
        if (fresh.Count > 0)
        {
            _trades.AddLocks(batch, fresh);
        }

        batch.BatchCommands.Add(PostgresDatabase.Command(database.Sql<PostgresLeaseSql>().LockEpoch));
        batch.BatchCommands.Add(database.Sql<PostgresSnapshotSql>().Insert(epoch, plan.Snapshot));
        List<NpgsqlBatchCommand> writes = [];
        if (fresh.Count > 0)
        {
            writes.Add(database.Sql<PostgresTokenSql>().Insert(fresh, time));
        }

        if (known.Count > 0)
        {
            writes.Add(database.Sql<PostgresTokenSql>().Update(known, time));
        }

        if (plan.Strategies.Count > 0)
        {
            writes.Add(database.Sql<PostgresStrategySql>().Assign(plan.Strategies, time));
        }

        writes.ForEach(batch.BatchCommands.Add);
        if (fresh.Count > 0)
        {
            batch.BatchCommands.Add(_trades.Find(fresh));
        }

        var reader = await batch.ExecuteReaderAsync(cancellationToken).ConfigureAwait(false);
        await using var closing = reader.ConfigureAwait(false);
        for (var skipped = fresh.Count > 0 ? PostgresTradeTracking.Locks : 0; skipped >= 0; skipped--)
        {
            await reader.NextResultAsync(cancellationToken).ConfigureAwait(false);
        }

        var current = await NumberAsync(reader, cancellationToken).ConfigureAwait(false) ?? throw PostgresLeaseSql.Missing();
        await reader.NextResultAsync(cancellationToken).ConfigureAwait(false);
        var id = await NumberAsync(reader, cancellationToken).ConfigureAwait(false);

        List<(string Token, string Address)> uncounted = [];
        if (fresh.Count > 0)
        {
            // The commit of a cycle reads two more results: the addresses of the inserted tokens, then those with trades that were recorded
            // before the token was tracked. The updates between them have no result.
            await reader.NextResultAsync(cancellationToken).ConfigureAwait(false);
            await reader.NextResultAsync(cancellationToken).ConfigureAwait(false);
            uncounted = await reader.ReadResultAsync(PostgresTradeTracking.Map, cancellationToken).ConfigureAwait(false);
        }

        // The commit of a cycle reads the results to the end, because an error of a later statement is thrown only there.
        while (await reader.NextResultAsync(cancellationToken).ConfigureAwait(false))
        {
        }

        return new Head(current, id, writes.Sum(static command => (long)command.Rows), uncounted);
    }

    // The last statement of a cycle's batch is the COMMIT: PostgreSQL does not execute it after an error of an earlier statement.
    private async Task<IReadOnlyList<LifecycleEvent>> WriteRowsAsync(
        NpgsqlConnection connection,
        NpgsqlTransaction transaction,
        CyclePlan plan,
        long id,
        DateTime time,
        CancellationToken cancellationToken)
    {
        var batch = database.Batch(connection, transaction, isFirst: false);
        await using var disposing = batch.ConfigureAwait(false);
        if (plan.Events.Count > 0)
        {
            batch.BatchCommands.Add(database.Sql<PostgresEventSql>().Insert(plan.Events, id));
        }

        if (plan.Scores.Count > 0 && plan.Scores.Count < copyFrom)
        {
            batch.BatchCommands.Add(database.Sql<PostgresScoreSql>().Writer.Insert(plan.Scores, id, time));
        }

        if (plan.Rejections.Count > 0 && plan.Rejections.Count < copyFrom)
        {
            batch.BatchCommands.Add(database.Sql<PostgresRejectionSql>().Writer.Insert(plan.Rejections, id, time));
        }

        if (plan.ShadowScores.Count > 0 && plan.ShadowScores.Count < copyFrom)
        {
            batch.BatchCommands.Add(database.Sql<PostgresShadowScoreSql>().Writer.Insert(plan.ShadowScores, id, time));
        }

        if (!plan.Input.IsEmpty)
        {
            batch.BatchCommands.Add(database.Sql<PostgresSnapshotSql>().InsertInput(id, plan.Input, time));
        }

        batch.BatchCommands.Add(new NpgsqlBatchCommand("COMMIT"));
        var reader = await batch.ExecuteReaderAsync(cancellationToken).ConfigureAwait(false);
        await using var closing = reader.ConfigureAwait(false);

        // The commit of a cycle reads the results to the end, because an error of a later statement is thrown only there.
        var events = plan.Events.Count > 0
            ? await PostgresEventSql.ReadNumbersAsync(reader, plan.Events, id, cancellationToken).ConfigureAwait(false)
            : [];
        while (await reader.NextResultAsync(cancellationToken).ConfigureAwait(false))
        {
        }

        return events;
    }

    // The id of the cycle is read only when the cycle is stored already. That is rare, so the read may cost a round trip of its own.
    private async Task<long> FindAsync(
        NpgsqlConnection connection,
        NpgsqlTransaction transaction,
        DateTime time,
        CancellationToken cancellationToken)
    {
        var batch = database.Batch(connection, transaction, isFirst: false);
        await using var disposing = batch.ConfigureAwait(false);
        batch.BatchCommands.Add(PostgresDatabase.Command(database.Sql<PostgresSnapshotSql>().FindId, time));
        var reader = await batch.ExecuteReaderAsync(cancellationToken).ConfigureAwait(false);
        await using var closing = reader.ConfigureAwait(false);
        return await NumberAsync(reader, cancellationToken).ConfigureAwait(false) ?? 0;
    }

    private static async Task<long?> NumberAsync(NpgsqlDataReader reader, CancellationToken cancellationToken) =>
        await reader.ReadAsync(cancellationToken).ConfigureAwait(false) ? reader.GetInt64(0) : null;

    private readonly record struct Head(long Epoch, long? Id, long Tokens, List<(string Token, string Address)> Uncounted);
}
