using System.Data.Common;
using Dapper;

namespace BirdeyeDiscovery;

/// <summary>Makes a record of each row by the position of its columns, as the query beside it lists them.</summary>
internal sealed class PostgresRows<T>(Func<DbDataReader, T> map) : RowFactory<T>
{
    public override T Read(DbDataReader reader, ReadOnlySpan<int> tokens, int columnOffset, object? state) => map(reader);
}
