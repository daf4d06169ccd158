using System.Data;
using Npgsql;

namespace BirdeyeDiscovery;

/// <summary>Reads from PostgreSQL what a cycle needs to know of earlier cycles: one batch on one snapshot of the database.</summary>
internal static class PostgresCycleState
{
    public static async Task<CycleState> LoadAsync(
        PostgresDatabase database,
        NpgsqlConnection connection,
        CycleStateQuery query,
        CancellationToken cancellationToken)
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
        var last = await reader.ReadResultAsync(
            static row => (Last: row.TimeOrNull(0), Latest: row.TimeOrNull(1), Staged: row.Int(2)),
            cancellationToken).ConfigureAwait(false);
        var tokens = await reader.ReadResultAsync(TokenRow.Map, cancellationToken).ConfigureAwait(false);
        var peaks = await reader.ReadResultAsync(
            static row => KeyValuePair.Create(row.Text(0), row.Number(1)),
            cancellationToken).ConfigureAwait(false);
        var warmUps = await reader.ReadResultAsync(WarmUpRow.Map, cancellationToken).ConfigureAwait(false);
        var migrations = await reader.ReadResultAsync(
            static row => KeyValuePair.Create(row.Text(0), row.Text(1)),
            cancellationToken).ConfigureAwait(false);
        return new CycleState
        {
            LastCycle = last[0].Last,
            LatestCycle = last[0].Latest,
            StagedCycles = last[0].Staged,
            Tokens = tokens,
            Migrations = new Dictionary<string, string>(migrations, StringComparer.Ordinal),
            PeakLiquidityUsd = new Dictionary<string, decimal>(peaks, StringComparer.Ordinal),
            WarmUpCycles = WarmUpRow.Streaks(warmUps),
        };
    }
}
