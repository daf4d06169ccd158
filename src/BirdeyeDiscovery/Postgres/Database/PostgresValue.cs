using System.Data.Common;

namespace BirdeyeDiscovery;

/// <summary>Converts values to and from PostgreSQL columns.</summary>
internal sealed class PostgresValue : StoredValues
{
    // A decimal from a PostgreSQL column loses its trailing zeros when it is divided by this value.
    private const decimal One = 1.0000000000000000000000000000m;

    public static PostgresValue Instance { get; } = new();

    // PostgreSQL stores microseconds, but the library uses whole milliseconds. The rest is cut off, so that both stores return the same
    // time.
    public static DateTime Time(DateTimeOffset value)
    {
        var time = value.UtcDateTime;
        return time.AddTicks(-(time.Ticks % TimeSpan.TicksPerMillisecond));
    }

    public static DateTime? Time(DateTimeOffset? value) => value is { } time ? Time(time) : null;

    public override DateTimeOffset Time(DbDataReader reader, int column) => new(reader.GetDateTime(column), TimeSpan.Zero);

    public override decimal Number(DbDataReader reader, int column) =>
        reader.GetDecimal(column) is var value && value.Scale == 0 ? value : value / One;

    public override decimal Money(DbDataReader reader, int column) => reader.GetDecimal(column);

    public override decimal MoneySum(DbDataReader reader, int column) => reader.GetDecimal(column);
}
