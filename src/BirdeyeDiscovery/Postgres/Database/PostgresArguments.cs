using System.Data.Common;
using Dapper;
using Npgsql;

namespace BirdeyeDiscovery;

/// <summary>Passes values to a PostgreSQL query in the order of its <c>$1</c>, <c>$2</c>, ….</summary>
/// <remarks>
/// Uses the runtime of Dapper.AOT without its generator. The code that version 1.1.0 generates for a query whose text is composed at run
/// time does not compile when the call can be cancelled, and every call here can be cancelled.
/// </remarks>
internal sealed class PostgresArguments : CommandFactory<object?[]>
{
    public static PostgresArguments Instance { get; } = new();

    public override void AddParameters(in UnifiedCommand command, object?[] args)
    {
        foreach (var value in args)
        {
            command.Parameters.Add(Of(value));
        }
    }

    public static DbParameter Of(object? value) => new NpgsqlParameter { Value = value ?? DBNull.Value };
}
