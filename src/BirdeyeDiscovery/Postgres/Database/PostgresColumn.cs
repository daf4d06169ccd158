using Npgsql;
using NpgsqlTypes;

namespace BirdeyeDiscovery;

/// <summary>
/// Describes a column of rows that are written to PostgreSQL in bulk: as an array of one statement, or as a field of a binary COPY.
/// </summary>
internal sealed record PostgresColumn<TRow>(
    string Name,
    string Type,
    Func<IReadOnlyList<TRow>, NpgsqlParameter> ToArray,
    Func<NpgsqlBinaryImporter, TRow, CancellationToken, Task> CopyAsync)
{
    public static PostgresColumn<TRow> Text(string name, Func<TRow, string?> value, NpgsqlDbType type = NpgsqlDbType.Text) =>
        new(
            name,
            type == NpgsqlDbType.Jsonb ? "jsonb" : "text",
            rows => Array(rows, value, type),
            (copy, row, cancelled) => value(row) is { } text ? copy.WriteAsync(text, type, cancelled) : copy.WriteNullAsync(cancelled));

    /// <summary>Creates a PostgreSQL column for text that names or explains something and that no query searches by.</summary>
    public static PostgresColumn<TRow> Label(string name, Func<TRow, string?> value) => Text(name, row => StorableText.Label(value(row)));

    public static PostgresColumn<TRow> Number(string name, Func<TRow, decimal?> value) => Of(name, "numeric", NpgsqlDbType.Numeric, value);

    public static PostgresColumn<TRow> Real(string name, Func<TRow, double?> value) =>
        Of(name, "double precision", NpgsqlDbType.Double, value);

    public static PostgresColumn<TRow> Whole(string name, Func<TRow, int?> value) => Of(name, "integer", NpgsqlDbType.Integer, value);

    public static PostgresColumn<TRow> Flag(string name, Func<TRow, bool?> value) => Of(name, "boolean", NpgsqlDbType.Boolean, value);

    public static PostgresColumn<TRow> Time(string name, Func<TRow, DateTimeOffset?> value) =>
        Of(name, "timestamptz", NpgsqlDbType.TimestampTz, row => PostgresValue.Time(value(row)));

    private static PostgresColumn<TRow> Of<TValue>(string name, string sqlType, NpgsqlDbType type, Func<TRow, TValue?> value)
        where TValue : struct =>
        new(
            name,
            sqlType,
            rows => Array(rows, value, type),
            (copy, row, cancelled) => value(row) is { } given ? copy.WriteAsync(given, type, cancelled) : copy.WriteNullAsync(cancelled));

    private static NpgsqlParameter<TValue[]> Array<TValue>(IReadOnlyList<TRow> rows, Func<TRow, TValue> value, NpgsqlDbType type)
    {
        var values = new TValue[rows.Count];
        for (var index = 0; index < values.Length; index++)
        {
            values[index] = value(rows[index]);
        }

        return new NpgsqlParameter<TValue[]> { TypedValue = values, NpgsqlDbType = NpgsqlDbType.Array | type };
    }
}
