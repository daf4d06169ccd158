using Npgsql;
using NpgsqlTypes;

namespace BirdeyeDiscovery;

/// <summary>Partitions made ahead and dropped whole, by functions that run as the owner of the tables.</summary>
internal sealed class PostgresMaintenance(NpgsqlDataSource dataSource, string schema) : IStoreMaintenance
{
    // Above the functions' own limits for locks; what a month holds is moved or unlinked well within it.
    private const int TimeoutSeconds = 60;

    private readonly string _prepare = $"SELECT {PostgresSchemaSql.Quote(schema)}.discovery_prepare_partitions($1)";
    private readonly string _drop = $"SELECT {PostgresSchemaSql.Quote(schema)}.discovery_drop_history($1)";

    public async ValueTask PrepareAsync(DateTimeOffset cycleTime, CancellationToken cancellationToken = default)
    {
        var command = Command(_prepare, cycleTime);
        await using (command.ConfigureAwait(false))
        {
            await command.ExecuteNonQueryAsync(cancellationToken).ConfigureAwait(false);
        }
    }

    public async ValueTask<RetentionResult> DropHistoryAsync(DateTimeOffset keepFrom, CancellationToken cancellationToken = default)
    {
        var command = Command(_drop, keepFrom);
        await using (command.ConfigureAwait(false))
        {
            try
            {
                var dropped = new List<string>();
                var reader = await command.ExecuteReaderAsync(cancellationToken).ConfigureAwait(false);
                await using (reader.ConfigureAwait(false))
                {
                    while (await reader.ReadAsync(cancellationToken).ConfigureAwait(false))
                    {
                        dropped.Add(reader.GetString(0));
                    }
                }

                return new RetentionResult(true, dropped);
            }
            catch (PostgresException error) when (error.SqlState == PostgresErrorCodes.InsufficientPrivilege)
            {
                return new RetentionResult(false, []);
            }
        }
    }

    private NpgsqlCommand Command(string sql, DateTimeOffset time)
    {
        var command = dataSource.CreateCommand(sql);
        command.CommandTimeout = TimeoutSeconds;
        command.Parameters.Add(new NpgsqlParameter { Value = time.UtcDateTime, NpgsqlDbType = NpgsqlDbType.TimestampTz });
        return command;
    }
}
