using System.Data.Common;
using Npgsql;

namespace BirdeyeDiscovery;

/// <summary>Reads the results of a batch one after another.</summary>
internal static class PostgresReading
{
    /// <summary>Reads all rows of the current result and moves to the next one.</summary>
    public static async Task<List<T>> ReadResultAsync<T>(this NpgsqlDataReader reader, Func<DbDataReader, T> map, CancellationToken cancellationToken)
    {
        var rows = new List<T>();
        while (await reader.ReadAsync(cancellationToken).ConfigureAwait(false))
        {
            rows.Add(map(reader));
        }

        await reader.NextResultAsync(cancellationToken).ConfigureAwait(false);
        return rows;
    }
}
