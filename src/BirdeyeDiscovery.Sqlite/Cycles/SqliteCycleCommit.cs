using Microsoft.Data.Sqlite;

namespace BirdeyeDiscovery;

/// <summary>Commits a cycle to SQLite in one transaction.</summary>
internal static class SqliteCycleCommit
{
    public static CommitResult Run(SqliteTransaction transaction, long epoch, CyclePlan plan, CancellationToken cancellationToken)
    {
        if (SqliteLeaseSql.ReadEpoch(transaction) != epoch)
        {
            return new CommitResult(CommitStatus.Fenced, snapshotId: 0, []);
        }

        var time = SqliteValue.Time(plan.Snapshot.CycleTimestamp);
        using var find = transaction.Query(SqliteSnapshotSql.FindId, time);
        if (find.ExecuteScalar() is long stored)
        {
            return new CommitResult(CommitStatus.AlreadyCommitted, stored, []);
        }

        // The commit of a cycle writes the tokens first, so that a conflict is found before any history row is written.
        if (!WriteTokens(transaction, plan.Tokens, time, cancellationToken)
            || !SqliteStrategySql.TryAssign(transaction, plan.Strategies, plan.Snapshot.CycleTimestamp))
        {
            return new CommitResult(CommitStatus.Conflict, snapshotId: 0, []);
        }

        var snapshotId = SqliteSnapshotSql.Write(transaction, epoch, plan.Snapshot);
        SqliteScoreSql.Write(transaction, snapshotId, time, plan.Scores, cancellationToken);
        SqliteRejectionSql.Write(transaction, snapshotId, time, plan.Rejections, cancellationToken);
        SqliteShadowScoreSql.Write(transaction, snapshotId, time, plan.ShadowScores, cancellationToken);
        if (!plan.Input.IsEmpty)
        {
            transaction.Execute(SqliteSnapshotSql.InsertInput, snapshotId, plan.Input.ToArray(), time);
        }

        var events = SqliteEventSql.Write(transaction, snapshotId, plan.Events, cancellationToken);
        cancellationToken.ThrowIfCancellationRequested();
        transaction.Commit();
        return new CommitResult(CommitStatus.Committed, snapshotId, events);
    }

    // In the commit of a cycle to SQLite, revision 0 of a token means insert. A stored row has revision 1 or more and is updated.
    private static bool WriteTokens(
        SqliteTransaction transaction,
        IReadOnlyList<TrackedToken> tokens,
        string time,
        CancellationToken cancellationToken)
    {
        using var insert = transaction.Prepare(SqliteTokenSql.Insert, SqliteTokenSql.InsertParameters);
        using var update = transaction.Prepare(SqliteTokenSql.Update, SqliteTokenSql.UpdateParameters);
        foreach (var token in tokens)
        {
            cancellationToken.ThrowIfCancellationRequested();
            var command = token.Revision == 0 ? insert.ToInsert(token, time) : update.ToUpdate(token, time);
            if (command.ExecuteNonQuery() != 1)
            {
                return false;
            }

            if (token.Revision == 0)
            {
                SqliteTokenSql.WriteVersion(transaction, token.Address, time);
                SqliteTradeTracking.Count(transaction, token, time, cancellationToken);
            }
        }

        return true;
    }
}
