using System.Data.Common;
using System.Globalization;
using System.Text.Json.Nodes;

namespace BirdeyeDiscovery.EndToEnd.Tests;

/// <summary>Rows of either store as texts that can be compared: times to the millisecond, numbers without trailing zeros, flags as 0 and 1, objects by their keys.</summary>
internal static class PortableRows
{
    public static async Task<IReadOnlyList<string>> OfAsync(DbConnection connection, string table, string columns)
    {
        await using var command = connection.CreateCommand();
#pragma warning disable CA2100 // Both are constants of the test.
        command.CommandText = $"SELECT {columns} FROM {table}";
#pragma warning restore CA2100
        await using var reader = await command.ExecuteReaderAsync(TestContext.Current.CancellationToken);
        var rows = new List<string>();
        while (await reader.ReadAsync(TestContext.Current.CancellationToken))
        {
            rows.Add(string.Join('|', Enumerable.Range(0, reader.FieldCount).Select(column => Text(reader.GetValue(column)))));
        }

        return [.. rows.Order(StringComparer.Ordinal)];
    }

    private static string Text(object value) => value switch
    {
        DBNull => "∅",
        byte[] block => Convert.ToHexString(System.Security.Cryptography.SHA256.HashData(block)),
        bool flag => flag ? "1" : "0",
        DateOnly day => day.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture),
        DateTime time => time.ToUniversalTime().ToString("yyyy-MM-dd'T'HH:mm:ss.fff'Z'", CultureInfo.InvariantCulture),
        double number => ((decimal)number).ToString("0.#############################", CultureInfo.InvariantCulture),
        decimal number => number.ToString("0.#############################", CultureInfo.InvariantCulture),
        string json when json.StartsWith('{') => Sorted(JsonNode.Parse(json)!)!.ToJsonString(),
        _ => Convert.ToString(value, CultureInfo.InvariantCulture)!,
    };

    // A jsonb value of PostgreSQL has an order of its own.
    private static JsonNode? Sorted(JsonNode? node) => node is JsonObject properties
        ? new JsonObject(properties
            .OrderBy(static property => property.Key, StringComparer.Ordinal)
            .Select(static property => KeyValuePair.Create(property.Key, Sorted(property.Value))))
        : node?.DeepClone();
}
