using System.Data.Common;

namespace BirdeyeDiscovery;

/// <summary>
/// Represents the current row of a database reader, for the maps of both stores. A map must read the columns in their order, because a
/// sequential reader cannot go back.
/// </summary>
internal readonly struct StoredRow(DbDataReader reader, StoredValues values)
{
    public bool IsNull(int column) => reader.IsDBNull(column);

    public string Text(int column) => reader.GetString(column);

    public string? TextOrNull(int column) => IsNull(column) ? null : Text(column);

    public byte[] Bytes(int column) => reader.GetFieldValue<byte[]>(column);

    public bool Flag(int column) => reader.GetBoolean(column);

    public int Int(int column) => reader.GetInt32(column);

    public int? IntOrNull(int column) => IsNull(column) ? null : Int(column);

    public long Long(int column) => reader.GetInt64(column);

    public long? LongOrNull(int column) => IsNull(column) ? null : Long(column);

    public TimeSpan? SecondsOrNull(int column) => IsNull(column) ? null : TimeSpan.FromSeconds(reader.GetDouble(column));

    public decimal Number(int column) => values.Number(reader, column);

    public decimal? NumberOrNull(int column) => IsNull(column) ? null : Number(column);

    public double? RealOrNull(int column) => IsNull(column) ? null : reader.GetDouble(column);

    public decimal Money(int column) => values.Money(reader, column);

    public decimal MoneySum(int column) => values.MoneySum(reader, column);

    public DateTimeOffset Time(int column) => values.Time(reader, column);

    public DateTimeOffset? TimeOrNull(int column) => IsNull(column) ? null : Time(column);

    /// <summary>Reads an enum from a column of the row, where it is stored as a word.</summary>
    public T Word<T>(int column)
        where T : struct, Enum => StoredText.Parse<T>(Text(column));

    public T? WordOrNull<T>(int column)
        where T : struct, Enum => IsNull(column) ? null : Word<T>(column);
}
