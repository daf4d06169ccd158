using System.Globalization;
using Microsoft.Data.Sqlite;

namespace BirdeyeDiscovery;

/// <summary>How values stand in columns.</summary>
internal static class SqliteValue
{
    private const string TimeFormat = "yyyy-MM-dd'T'HH:mm:ss.fff'Z'";

    public static string Time(DateTimeOffset value) => value.UtcDateTime.ToString(TimeFormat, CultureInfo.InvariantCulture);

    public static object Time(DateTimeOffset? value) => value is { } time ? Time(time) : DBNull.Value;

    // By way of text: a cast from decimal is off by a bit for some scales, a parse is the nearest double always.
    public static double Real(decimal value) => double.Parse(value.ToString(CultureInfo.InvariantCulture), CultureInfo.InvariantCulture);

    public static object Real(decimal? value) => value is { } number ? Real(number) : DBNull.Value;

    public static object OrNull(string? value) => value ?? (object)DBNull.Value;

    public static object OrNull(int? value) => value ?? (object)DBNull.Value;

    public static DateTimeOffset ReadTime(this SqliteDataReader reader, int column) => ParseTime(reader.GetString(column));

    public static DateTimeOffset? ReadTimeOrNull(this SqliteDataReader reader, int column) => reader.IsDBNull(column) ? null : reader.ReadTime(column);

    // The shortest text of a double is the decimal of up to 15 digits it was made of.
    public static decimal ReadReal(this SqliteDataReader reader, int column) =>
        decimal.Parse(reader.GetDouble(column).ToString("R", CultureInfo.InvariantCulture), NumberStyles.Float, CultureInfo.InvariantCulture);

    public static decimal? ReadRealOrNull(this SqliteDataReader reader, int column) => reader.IsDBNull(column) ? null : reader.ReadReal(column);

    public static string? ReadTextOrNull(this SqliteDataReader reader, int column) => reader.IsDBNull(column) ? null : reader.GetString(column);

    public static int? ReadIntOrNull(this SqliteDataReader reader, int column) => reader.IsDBNull(column) ? null : reader.GetInt32(column);

    // Rows that other programs wrote may have whole seconds or microseconds.
    public static DateTimeOffset ParseTime(string text) =>
        DateTimeOffset.Parse(text, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal | DateTimeStyles.AdjustToUniversal);
}
