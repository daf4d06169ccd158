using System.Data.Common;
using Dapper;
using Npgsql;

namespace BirdeyeDiscovery;

/// <summary>Hands values to a query in the order of its <c>$1</c>, <c>$2</c>, ….</summary>
/// <remarks>
/// Dapper.AOT's runtime without its generator: what version 1.1.0 generates for a query whose text is composed at run time does not compile as soon as the
/// call can be cancelled, and every call here can.
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
