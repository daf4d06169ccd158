using System.Data.Common;

namespace BirdeyeDiscovery;

/// <summary>Reads the values that databases store in different ways; all others come out of <see cref="DbDataReader"/> the same.</summary>
internal abstract class StoredValues
{
    /// <summary>Reads a time (UTC).</summary>
    public abstract DateTimeOffset Time(DbDataReader reader, int column);

    /// <summary>Reads a number in its shortest form, as every store returns it: 71.50 is 71.5.</summary>
    public abstract decimal Number(DbDataReader reader, int column);

    /// <summary>Reads an amount of money with the decimals it was stored with, where the database keeps them: sums of it are then stored alike.</summary>
    public abstract decimal Money(DbDataReader reader, int column);

    /// <summary>Reads a sum of money, as the store's own SQL makes it.</summary>
    public abstract decimal MoneySum(DbDataReader reader, int column);
}
