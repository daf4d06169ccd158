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

    /// <summary>Tells whether a text can stand in a column: PostgreSQL takes neither NUL nor half a surrogate pair.</summary>
    public static bool CanStore(string text) => !text.Contains('\0', StringComparison.Ordinal)
        && (text.AsSpan().IndexOfAnyInRange('\uD800', '\uDFFF') < 0 || text.HasWholePairs());

    /// <summary>Gets a label as it can be stored, with U+FFFD for what cannot: one label must not cost a cycle. An address is never altered.</summary>
    public static string? Label(string? text) =>
        text is null || CanStore(text) ? text : string.Concat(text.EnumerateRunes().Select(static rune => rune.Value == 0 ? "\uFFFD" : rune.ToString()));

    private static bool HasWholePairs(this string text)
    {
        for (var index = 0; index < text.Length; index++)
        {
            if (char.IsSurrogate(text[index]))
            {
                if (!char.IsHighSurrogate(text[index]) || index + 1 == text.Length || !char.IsLowSurrogate(text[index + 1]))
                {
                    return false;
                }

                index++;
            }
        }

        return true;
    }
}
