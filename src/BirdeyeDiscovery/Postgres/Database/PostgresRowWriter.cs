using Npgsql;
using NpgsqlTypes;

namespace BirdeyeDiscovery;

/// <summary>
/// Writes the rows of one cycle to a PostgreSQL table in bulk, by one statement of a batch or by COPY. The columns of the row come first,
/// then the id and the time of the cycle.
/// </summary>
internal sealed class PostgresRowWriter<TRow>
{
    private readonly PostgresColumn<TRow>[] _columns;
    private readonly string _insert;
    private readonly string _copy;

    public PostgresRowWriter(string table, string returning, params PostgresColumn<TRow>[] columns)
    {
        _columns = columns;
        var names = string.Join(", ", columns.Select(static column => column.Name));
        var arrays = string.Join(
            ", ",
            columns.Select(static (column, index) => FormattableString.Invariant($"${index + 1}::{column.Type}[]")));

        // ORDER BY position makes PostgreSQL assign the ids of a bulk insert in the order of the rows, in which they are read back.
        _insert = FormattableString.Invariant(
            $"""
            INSERT INTO {table} ({names}, snapshot_id, created_at)
            SELECT {names}, ${columns.Length + 1}::bigint, ${columns.Length + 2}::timestamptz
            FROM unnest({arrays}) WITH ORDINALITY AS v ({names}, position) ORDER BY position {returning}
            """);
        _copy = $"COPY {table} ({names}, snapshot_id, created_at) FROM STDIN (FORMAT BINARY)";
    }

    /// <summary>Gets one PostgreSQL statement that inserts all rows in bulk, which is sent together with others.</summary>
    public NpgsqlBatchCommand Insert(IReadOnlyList<TRow> rows, long? snapshotId, DateTime time)
    {
        var command = new NpgsqlBatchCommand(_insert);
        foreach (var column in _columns)
        {
            command.Parameters.Add(column.ToArray(rows));
        }

        command.Parameters.Add(new NpgsqlParameter { Value = snapshotId ?? (object)DBNull.Value, NpgsqlDbType = NpgsqlDbType.Bigint });
        command.Parameters.Add(new NpgsqlParameter<DateTime> { TypedValue = time, NpgsqlDbType = NpgsqlDbType.TimestampTz });
        return command;
    }

    /// <summary>
    /// Streams rows in bulk with PostgreSQL's COPY: the fastest way for many rows, at the cost of two round trips of its own.
    /// </summary>
    public async Task CopyAsync(
        NpgsqlConnection connection,
        IReadOnlyList<TRow> rows,
        long snapshotId,
        DateTime time,
        TimeSpan timeout,
        CancellationToken cancellationToken)
    {
        var copy = await connection.BeginBinaryImportAsync(_copy, cancellationToken).ConfigureAwait(false);
        await using var disposing = copy.ConfigureAwait(false);
        copy.Timeout = timeout;
        for (var index = 0; index < rows.Count; index++)
        {
            await copy.StartRowAsync(cancellationToken).ConfigureAwait(false);
            foreach (var column in _columns)
            {
                await column.CopyAsync(copy, rows[index], cancellationToken).ConfigureAwait(false);
            }

            await copy.WriteAsync(snapshotId, NpgsqlDbType.Bigint, cancellationToken).ConfigureAwait(false);
            await copy.WriteAsync(time, NpgsqlDbType.TimestampTz, cancellationToken).ConfigureAwait(false);
        }

        await copy.CompleteAsync(cancellationToken).ConfigureAwait(false);
    }
}
