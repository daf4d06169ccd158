using System.Globalization;
using Microsoft.Data.Sqlite;

namespace BirdeyeDiscovery.EndToEnd.Tests;

/// <summary>Every row of every table as text, to compare two databases.</summary>
internal static class DatabaseDump
{
    // Who held the lease and when the schema was made belong to the run, not to its result.
    private static readonly string[] OfTheRun = ["discovery_lease", "discovery_schema_versions", "sqlite_sequence"];

    // When a cycle was committed is told by the real clock of the store: it lies within the life of this process.
    private static readonly string CommittedNow =
        $"created_at BETWEEN '{System.Diagnostics.Process.GetCurrentProcess().StartTime.ToUniversalTime():yyyy-MM-dd'T'HH:mm:ss.fff'Z'}' AND strftime('%Y-%m-%dT%H:%M:%fZ', 'now')";

    public static async Task<IReadOnlyList<string>> RowsAsync(string path)
    {
        await using var connection = new SqliteConnection($"Data Source={path};Mode=ReadOnly;Pooling=False");
        await connection.OpenAsync(TestContext.Current.CancellationToken);
        var rows = new List<string>();
        foreach (var table in await ReadAsync(connection, "SELECT name FROM sqlite_master WHERE type = 'table' ORDER BY name"))
        {
            if (!OfTheRun.Contains(table))
            {
                var columns = await ReadAsync(connection, $"SELECT name FROM pragma_table_xinfo('{table}')");
                var selected = columns.Select(column => (table, column) is ("discovery_snapshots", "created_at") ? CommittedNow : column);
                rows.AddRange((await ReadAsync(connection, $"SELECT {string.Join(", ", selected)} FROM {table} ORDER BY 1")).Select(row => $"{table}|{row}"));
            }
        }

        return rows;
    }

    /// <summary>Gets the rows of a query.</summary>
    public static async Task<IReadOnlyList<string>> ReadAsync(string path, string sql)
    {
        await using var connection = new SqliteConnection($"Data Source={path};Mode=ReadOnly;Pooling=False");
        await connection.OpenAsync(TestContext.Current.CancellationToken);
        return await ReadAsync(connection, sql);
    }

    private static async Task<List<string>> ReadAsync(SqliteConnection connection, string sql)
    {
        await using var command = connection.CreateCommand();
        command.CommandText = sql;
        await using var reader = await command.ExecuteReaderAsync(TestContext.Current.CancellationToken);
        var rows = new List<string>();
        while (await reader.ReadAsync(TestContext.Current.CancellationToken))
        {
            var fields = Enumerable.Range(0, reader.FieldCount).Select(index => reader.GetValue(index) switch
            {
                byte[] block => Convert.ToHexString(System.Security.Cryptography.SHA256.HashData(block)),
                var value => Convert.ToString(value, CultureInfo.InvariantCulture),
            });
            rows.Add(string.Join('|', fields));
        }

        return rows;
    }
}
