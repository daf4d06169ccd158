using System.Data.Common;

namespace BirdeyeDiscovery;

/// <summary>
/// Reads the values of rows that databases store in different ways. All other values are read from <see cref="DbDataReader"/> in the same
/// way.
/// </summary>
internal abstract class StoredValues
{
    /// <summary>Reads a time (UTC) from a column of the row.</summary>
    public abstract DateTimeOffset Time(DbDataReader reader, int column);

    /// <summary>Reads a number from a column of the row in its shortest form, as every store returns it: 71.50 is 71.5.</summary>
    public abstract decimal Number(DbDataReader reader, int column);

    /// <summary>
    /// Reads an amount of money from a column of the row with its stored number of decimals, where the database keeps it. A sum of such
    /// amounts is then stored with the same decimals.
    /// </summary>
    public abstract decimal Money(DbDataReader reader, int column);

    /// <summary>Reads a sum of money from a column of the row in the form in which the SQL of the store returns it.</summary>
    public abstract decimal MoneySum(DbDataReader reader, int column);
}
