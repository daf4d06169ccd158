using Dapper;
using Microsoft.Data.Sqlite;

namespace BirdeyeDiscovery;

/// <summary>Passes values to a Dapper query in the order of its <c>?1</c>, <c>?2</c>, ….</summary>
internal sealed class SqliteArguments : CommandFactory<object?[]>
{
    public static SqliteArguments Instance { get; } = new();

    public override void AddParameters(in UnifiedCommand command, object?[] args)
    {
        for (var index = 0; index < args.Length; index++)
        {
            command.Parameters.Add(Of(index + 1, args[index]));
        }
    }

    public static SqliteParameter Of(int number, object? value) =>
        new() { ParameterName = FormattableString.Invariant($"?{number}"), Value = value ?? DBNull.Value };
}
