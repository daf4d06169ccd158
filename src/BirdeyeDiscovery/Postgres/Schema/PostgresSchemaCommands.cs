using Npgsql;

namespace BirdeyeDiscovery;

/// <summary>
/// Creates commands on the schema. They may wait for the schema scripts of another host; the limits of the statements end that wait.
/// </summary>
internal static class PostgresSchemaCommands
{
    private const int TimeoutSeconds = 330;

    public static NpgsqlCommand SchemaCommand(
        this NpgsqlConnection connection,
        string sql,
        NpgsqlTransaction? transaction,
        params ReadOnlySpan<object> values)
    {
        var command = new NpgsqlCommand(sql, connection, transaction) { CommandTimeout = TimeoutSeconds };
        foreach (var value in values)
        {
            command.Parameters.Add(new NpgsqlParameter { Value = value });
        }

        return command;
    }

    public static async ValueTask ExecuteSchemaAsync(
        this NpgsqlConnection connection,
        string sql,
        NpgsqlTransaction transaction,
        CancellationToken cancellationToken)
    {
        var command = connection.SchemaCommand(sql, transaction);
        await using (command.ConfigureAwait(false))
        {
            await command.ExecuteNonQueryAsync(cancellationToken).ConfigureAwait(false);
        }
    }
}
