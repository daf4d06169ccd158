using System.Data.Common;
using System.Globalization;
using Microsoft.Data.Sqlite;

namespace BirdeyeDiscovery.EndToEnd.Tests.Support;

/// <summary>Asks a database file by SQL, as a stranger with the file alone would.</summary>
internal static class StoredRows
{
    /// <summary>Gets each row as the texts of its columns with bars between them; null is <c>∅</c>.</summary>
    public static async Task<IReadOnlyList<string>> OfAsync(string path, string sql)
    {
        await using var connection = new SqliteConnection($"Data Source={path};Mode=ReadOnly;Pooling=False");
        return await OfAsync(connection, sql);
    }

    /// <summary>Gets the same of any database.</summary>
    public static async Task<IReadOnlyList<string>> OfAsync(DbConnection connection, string sql)
    {
        await connection.OpenAsync(TestContext.Current.CancellationToken);
        await using var command = connection.CreateCommand();
        command.CommandText = sql;
        await using var reader = await command.ExecuteReaderAsync(TestContext.Current.CancellationToken);
        var rows = new List<string>();
        while (await reader.ReadAsync(TestContext.Current.CancellationToken))
        {
            var fields = Enumerable.Range(0, reader.FieldCount)
                .Select(index => reader.IsDBNull(index) ? "∅" : Convert.ToString(reader.GetValue(index), CultureInfo.InvariantCulture));
            rows.Add(string.Join('|', fields));
        }

        return rows;
    }
}
