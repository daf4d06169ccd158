using Microsoft.Data.Sqlite;

namespace BirdeyeDiscovery;

/// <summary>The one transaction of a cycle.</summary>
internal static class SqliteCycleCommit
{
    public static CommitResult Run(SqliteTransaction transaction, long epoch, CyclePlan plan, CancellationToken cancellationToken)
    {
        var connection = transaction.Connection!;
        if (SqliteLeaseSql.ReadEpoch(connection) != epoch)
        {
            return new CommitResult(CommitStatus.Fenced, SnapshotId: 0, []);
        }

        var time = SqliteValue.Time(plan.Snapshot.CycleTimestamp);
        using var find = connection.Query(SqliteSnapshotSql.FindId, time);
        if (find.ExecuteScalar() is long stored)
        {
            return new CommitResult(CommitStatus.AlreadyCommitted, stored, []);
        }

        // Before the history rows: a conflict then costs little.
        if (!WriteTokens(connection, plan.Tokens, time, cancellationToken) || !SqliteStrategySql.TryAssign(connection, plan.Strategies, plan.Snapshot.CycleTimestamp))
        {
            return new CommitResult(CommitStatus.Conflict, SnapshotId: 0, []);
        }

        var snapshotId = SqliteSnapshotSql.Write(connection, epoch, plan.Snapshot);
        SqliteScoreSql.Write(connection, snapshotId, time, plan.Scores, cancellationToken);
        SqliteRejectionSql.Write(connection, snapshotId, time, plan.Rejections, cancellationToken);
        if (!plan.Input.IsEmpty)
        {
            using var input = connection.Query(SqliteSnapshotSql.InsertInput, snapshotId, plan.Input.ToArray(), time);
            input.ExecuteNonQuery();
        }

        var events = SqliteEventSql.Write(connection, snapshotId, plan.Events, cancellationToken);
        cancellationToken.ThrowIfCancellationRequested();
        transaction.Commit();
        return new CommitResult(CommitStatus.Committed, snapshotId, events);
    }

    // A new token has revision 0, a stored one at least 1: neither can be taken for the other.
    private static bool WriteTokens(SqliteConnection connection, IReadOnlyList<TrackedToken> tokens, string time, CancellationToken cancellationToken)
    {
        using var insert = connection.Prepare(SqliteTokenSql.Insert, SqliteTokenSql.InsertParameters);
        using var update = connection.Prepare(SqliteTokenSql.Update, SqliteTokenSql.UpdateParameters);
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
                SqliteStrategySql.WriteFirst(connection, token.Address, time);
                SqliteTradeBook.StartTracking(connection, token, time, cancellationToken);
            }
        }

        return true;
    }
}
