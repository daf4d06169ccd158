using Microsoft.Data.Sqlite;

namespace BirdeyeDiscovery;

/// <summary>Commands with numbered parameters (<c>?1</c>, <c>?2</c>, …), made once and run for many rows.</summary>
internal static class SqliteCommands
{
    public static SqliteCommand Prepare(this SqliteConnection connection, string sql, int parameters)
    {
        var command = connection.CreateCommand();
        command.CommandText = sql;
        for (var number = 1; number <= parameters; number++)
        {
            command.Parameters.Add(new SqliteParameter { ParameterName = FormattableString.Invariant($"?{number}") });
        }

        return command;
    }

    public static SqliteCommand Query(this SqliteConnection connection, string sql, params ReadOnlySpan<object> values) =>
        connection.Prepare(sql, values.Length).With(values);

    public static SqliteCommand With(this SqliteCommand command, params ReadOnlySpan<object> values)
    {
        for (var index = 0; index < values.Length; index++)
        {
            command.Parameters[index].Value = values[index];
        }

        return command;
    }

    public static List<T> ReadAll<T>(this SqliteCommand command, Func<SqliteDataReader, T> map, CancellationToken cancellationToken)
    {
        var rows = new List<T>();
        using var reader = command.ExecuteReader();
        while (reader.Read())
        {
            cancellationToken.ThrowIfCancellationRequested();
            rows.Add(map(reader));
        }

        return rows;
    }
}
