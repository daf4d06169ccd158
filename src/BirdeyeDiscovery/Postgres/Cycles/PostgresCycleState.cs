using System.Data;
using System.Data.Common;
using Npgsql;

namespace BirdeyeDiscovery;

/// <summary>Reads what a cycle needs to know of those before it: one view of one moment, in one batch.</summary>
internal static class PostgresCycleState
{
    public static async Task<CycleState> LoadAsync(PostgresDatabase database, NpgsqlConnection connection, CycleStateQuery query, CancellationToken cancellationToken)
    {
        var transaction = await connection.BeginTransactionAsync(IsolationLevel.RepeatableRead, cancellationToken).ConfigureAwait(false);
        await using var ending = transaction.ConfigureAwait(false);
        var batch = database.Batch(connection, transaction, isFirst: true);
        await using var disposing = batch.ConfigureAwait(false);
        batch.BatchCommands.Add(PostgresDatabase.Command("SET TRANSACTION READ ONLY"));
        batch.BatchCommands.Add(PostgresDatabase.Command(database.Sql<PostgresSnapshotSql>().LastCycle));
        batch.BatchCommands.Add(PostgresDatabase.Command(database.Sql<PostgresTokenSql>().SelectAll));
        batch.BatchCommands.Add(PostgresDatabase.Command(
            database.Sql<PostgresScoreSql>().Peaks, PostgresValue.Time(query.PeakSince), PostgresValue.Time(query.PeakUntil)));
        batch.BatchCommands.Add(PostgresDatabase.Command(database.Sql<PostgresScoreSql>().WarmUps, query.WarmUpDepth, ReasonCodes.WarmUp));
        batch.BatchCommands.Add(PostgresDatabase.Command(database.Sql<PostgresTradeSql>().SelectMigrations));
        var reader = await batch.ExecuteReaderAsync(cancellationToken).ConfigureAwait(false);
        await using var closing = reader.ConfigureAwait(false);
        await reader.NextResultAsync(cancellationToken).ConfigureAwait(false);
        var last = await ReadAsync(reader, static row => (Last: row.ReadTimeOrNull(0), Latest: row.ReadTimeOrNull(1)), cancellationToken).ConfigureAwait(false);
        var tokens = await ReadAsync(reader, PostgresTokenSql.Map, cancellationToken).ConfigureAwait(false);
        var peaks = await ReadAsync(reader, static row => KeyValuePair.Create(row.GetString(0), row.ReadDecimal(1)), cancellationToken).ConfigureAwait(false);
        var warmUps = await ReadAsync(reader, static row => (row.GetString(0), row.GetInt32(1)), cancellationToken).ConfigureAwait(false);
        var migrations = await ReadAsync(reader, static row => KeyValuePair.Create(row.GetString(0), row.GetString(1)), cancellationToken).ConfigureAwait(false);
        return new CycleState
        {
            LastCycle = last[0].Last,
            LatestCycle = last[0].Latest,
            Tokens = tokens,
            Migrations = new Dictionary<string, string>(migrations, StringComparer.Ordinal),
            PeakLiquidityUsd = new Dictionary<string, decimal>(peaks, StringComparer.Ordinal),
            WarmUpCycles = Streaks(warmUps),
        };
    }

    private static Dictionary<string, int> Streaks(List<(string Address, int Age)> warmUps)
    {
        var streaks = new Dictionary<string, int>(StringComparer.Ordinal);
        foreach (var (address, age) in warmUps)
        {
            // A streak ends at the newest good cycle: age 1 starts it, and only the next age goes on.
            if (age == streaks.GetValueOrDefault(address) + 1)
            {
                streaks[address] = age;
            }
        }

        return streaks;
    }

    private static async Task<List<T>> ReadAsync<T>(NpgsqlDataReader reader, Func<DbDataReader, T> map, CancellationToken cancellationToken)
    {
        var rows = new List<T>();
        while (await reader.ReadAsync(cancellationToken).ConfigureAwait(false))
        {
            rows.Add(map(reader));
        }

        await reader.NextResultAsync(cancellationToken).ConfigureAwait(false);
        return rows;
    }
}
