using System.Data.Common;
using Dapper;

namespace BirdeyeDiscovery;

/// <summary>Passes the rows of a Dapper query to a row map, which both stores share.</summary>
/// <remarks>
/// Columns are read by position: the list of the columns is next to the map, and no column names are read from the reader. Dapper.AOT would
/// generate maps by name, but none for enums stored as words or times stored as text.
/// </remarks>
internal sealed class StoredRows<T>(StoredValues values, Func<StoredRow, T> map) : RowFactory<T>
{
    public override object? Tokenize(DbDataReader reader, Span<int> tokens, int columnOffset) => null;

    public override T Read(DbDataReader reader, ReadOnlySpan<int> tokens, int columnOffset, object? state) =>
        map(new StoredRow(reader, values));
}
