using Npgsql;

namespace BirdeyeDiscovery;

/// <summary>
/// Reads the results of a PostgreSQL batch one after another. Dapper reads a single query; it does not support <see cref="NpgsqlBatch"/>.
/// </summary>
internal static class PostgresReading
{
    /// <summary>Reads all rows of the current result of a PostgreSQL batch and moves to the next one.</summary>
    public static async Task<List<T>> ReadResultAsync<T>(
        this NpgsqlDataReader reader,
        Func<StoredRow, T> map,
        CancellationToken cancellationToken)
    {
        var rows = new List<T>();
        var row = new StoredRow(reader, PostgresValue.Instance);
        while (await reader.ReadAsync(cancellationToken).ConfigureAwait(false))
        {
            rows.Add(map(row));
        }

        await reader.NextResultAsync(cancellationToken).ConfigureAwait(false);
        return rows;
    }
}
