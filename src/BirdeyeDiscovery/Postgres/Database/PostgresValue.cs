using System.Data.Common;

namespace BirdeyeDiscovery;

/// <summary>How values stand in columns and come out of them.</summary>
internal static class PostgresValue
{
    // Dividing by it leaves no zeros at the end.
    private const decimal One = 1.0000000000000000000000000000m;

    // PostgreSQL keeps microseconds; the library's times are whole milliseconds, and both stores have to agree on them.
    public static DateTime Time(DateTimeOffset value)
    {
        var time = value.UtcDateTime;
        return time.AddTicks(-(time.Ticks % TimeSpan.TicksPerMillisecond));
    }

    public static DateTime? Time(DateTimeOffset? value) => value is { } time ? Time(time) : null;

    public static DateTimeOffset ReadTime(this DbDataReader row, int column) => new(row.GetDateTime(column), TimeSpan.Zero);

    public static DateTimeOffset? ReadTimeOrNull(this DbDataReader row, int column) => row.IsDBNull(column) ? null : row.ReadTime(column);

    /// <summary>Reads a number in its shortest form, as every store returns it: 71.50 is 71.5.</summary>
    public static decimal ReadDecimal(this DbDataReader row, int column) => row.GetDecimal(column) is var value && value.Scale == 0 ? value : value / One;

    public static decimal? ReadDecimalOrNull(this DbDataReader row, int column) => row.IsDBNull(column) ? null : row.ReadDecimal(column);

    public static int? ReadIntOrNull(this DbDataReader row, int column) => row.IsDBNull(column) ? null : row.GetInt32(column);

    public static string? ReadTextOrNull(this DbDataReader row, int column) => row.IsDBNull(column) ? null : row.GetString(column);
}
