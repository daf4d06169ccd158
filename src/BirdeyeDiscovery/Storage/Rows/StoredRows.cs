using System.Data.Common;
using Dapper;

namespace BirdeyeDiscovery;

/// <summary>Hands the rows of a query of Dapper to a map that both stores share.</summary>
/// <remarks>
/// Columns are known by their place: the list of the columns stands beside the map, and no reader's metadata is asked for names. Dapper.AOT would generate maps by
/// name, but none for enums stored as words or times stored as text.
/// </remarks>
internal sealed class StoredRows<T>(StoredValues values, Func<StoredRow, T> map) : RowFactory<T>
{
    public override object? Tokenize(DbDataReader reader, Span<int> tokens, int columnOffset) => null;

    public override T Read(DbDataReader reader, ReadOnlySpan<int> tokens, int columnOffset, object? state) => map(new StoredRow(reader, values));
}
