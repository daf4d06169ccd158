using System.Data;
using Dapper;
using Microsoft.Data.Sqlite;

namespace BirdeyeDiscovery;

/// <summary>Creates and runs the statements of a transaction, with numbered parameters (<c>?1</c>, <c>?2</c>, …).</summary>
internal static class SqliteCommands
{
    // This value selects the time-out of the SQLite connection, which limits the wait for a busy database file.
    private const int OfConnection = -1;

    /// <summary>Prepares a statement of SQLite once, to run it for many rows.</summary>
    public static SqliteCommand Prepare(this SqliteTransaction transaction, string sql, int parameters)
    {
        var command = transaction.Connection!.CreateCommand();
        command.CommandText = sql;
        for (var number = 1; number <= parameters; number++)
        {
            command.Parameters.Add(SqliteArguments.Of(number, null));
        }

        return command;
    }

    public static SqliteCommand Query(this SqliteTransaction transaction, string sql, params ReadOnlySpan<object> values) =>
        transaction.Prepare(sql, values.Length).With(values);

    public static SqliteCommand With(this SqliteCommand command, params ReadOnlySpan<object> values)
    {
        for (var index = 0; index < values.Length; index++)
        {
            command.Parameters[index].Value = values[index];
        }

        return command;
    }

    /// <summary>Runs one SQLite query and maps its rows.</summary>
    public static List<T> List<T>(
        this SqliteTransaction transaction,
        string sql,
        Func<StoredRow, T> map,
        CancellationToken cancellationToken,
        params object?[] values)
    {
        var rows = new List<T>();
        var command = transaction.Command(sql, CommandType.Text, OfConnection, SqliteArguments.Instance);
        foreach (var row in command.QueryUnbuffered(values, new StoredRows<T>(SqliteValue.Instance, map)))
        {
            cancellationToken.ThrowIfCancellationRequested();
            rows.Add(row);
        }

        return rows;
    }

    public static void Execute(this SqliteTransaction transaction, string sql, params ReadOnlySpan<object> values)
    {
        using var command = transaction.Query(sql, values);
        command.ExecuteNonQuery();
    }
}
