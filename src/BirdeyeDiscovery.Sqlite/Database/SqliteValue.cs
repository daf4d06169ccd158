using System.Data.Common;
using System.Globalization;

namespace BirdeyeDiscovery;

/// <summary>Converts values to and from SQLite columns.</summary>
internal sealed class SqliteValue : StoredValues
{
    private const string TimeFormat = "yyyy-MM-dd'T'HH:mm:ss.fff'Z'";

    public static SqliteValue Instance { get; } = new();

    public static string Time(DateTimeOffset value) => value.UtcDateTime.ToString(TimeFormat, CultureInfo.InvariantCulture);

    public static object Time(DateTimeOffset? value) => value is { } time ? Time(time) : DBNull.Value;

    // A decimal becomes a SQLite real through text: a cast from decimal can be off by one bit for some scales, while a parse always returns
    // the nearest double.
    public static double Real(decimal value) => double.Parse(value.ToString(CultureInfo.InvariantCulture), CultureInfo.InvariantCulture);

    public static object Real(decimal? value) => value is { } number ? Real(number) : DBNull.Value;

    public static object OrNull(string? value) => value ?? (object)DBNull.Value;

    public static object OrNull(int? value) => value ?? (object)DBNull.Value;

    public static object OrNull(double? value) => value ?? (object)DBNull.Value;

    // Rows in SQLite that other programs wrote may have whole seconds or microseconds, so the format is not fixed to TimeFormat.
    public static DateTimeOffset ParseTime(string text) =>
        DateTimeOffset.Parse(text, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal | DateTimeStyles.AdjustToUniversal);

    public override DateTimeOffset Time(DbDataReader reader, int column) => ParseTime(reader.GetString(column));

    // SQLite stores a decimal of up to 15 digits as a double. The shortest text of that double ("R") has the digits of the decimal again.
    public override decimal Number(DbDataReader reader, int column) =>
        decimal.Parse(
            reader.GetDouble(column).ToString("R", CultureInfo.InvariantCulture),
            NumberStyles.Float,
            CultureInfo.InvariantCulture);

    public override decimal Money(DbDataReader reader, int column) => Number(reader, column);

    // A sum of money is read from a SQLite column of whole cents, because a sum of doubles would drift.
    public override decimal MoneySum(DbDataReader reader, int column) => reader.GetInt64(column) / 100m;
}
