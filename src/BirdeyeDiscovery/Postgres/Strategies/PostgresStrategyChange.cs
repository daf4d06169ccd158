using Npgsql;

namespace BirdeyeDiscovery;

/// <summary>Changes a strategy by hand in one transaction of four round trips.</summary>
internal sealed class PostgresStrategyChange(PostgresDatabase database)
{
    private readonly PostgresStrategySql _sql = database.Sql<PostgresStrategySql>();

    public async Task<StrategyChangeResult> RunAsync(
        NpgsqlTransaction transaction,
        StrategyChange change,
        CancellationToken cancellationToken)
    {
        var address = await LockAsync(transaction, change, cancellationToken).ConfigureAwait(false);
        var result = await DecideAsync(transaction, change, address, cancellationToken).ConfigureAwait(false);
        if (result is { Status: StrategyChangeStatus.Changed, Version: { } version })
        {
            await WriteAsync(transaction, version, cancellationToken).ConfigureAwait(false);
            await transaction.CommitAsync(cancellationToken).ConfigureAwait(false);
        }
        else if (result.IsDone)
        {
            // The caller treats the result of a strategy change as a commit. The row was only read and may not be on a standby yet, so it
            // is made as durable as a commit.
            await database.ConfirmAsync(transaction, isFirst: false, cancellationToken).ConfigureAwait(false);
        }

        return result;
    }

    // A strategy change locks the row of the lease first, as every writer of events does, so that commits of cycles and other changes wait.
    // A change by hand ignores the epoch.
    private async Task<string> LockAsync(NpgsqlTransaction transaction, StrategyChange change, CancellationToken cancellationToken)
    {
        var batch = database.Batch(transaction.Connection!, transaction, isFirst: true);
        await using var disposing = batch.ConfigureAwait(false);
        batch.BatchCommands.Add(PostgresDatabase.Command(database.Sql<PostgresLeaseSql>().LockEpoch));
        batch.BatchCommands.Add(PostgresDatabase.Command(database.Sql<PostgresTradeSql>().Resolve, change.TokenAddress));
        var reader = await batch.ExecuteReaderAsync(cancellationToken).ConfigureAwait(false);
        await using var closing = reader.ConfigureAwait(false);
        await reader.NextResultAsync(cancellationToken).ConfigureAwait(false);
        if ((await reader.ReadResultAsync(static row => row.Long(0), cancellationToken).ConfigureAwait(false)).Count == 0)
        {
            throw PostgresLeaseSql.Missing();
        }

        return (await reader.ReadResultAsync(static row => row.TextOrNull(0), cancellationToken).ConfigureAwait(false)) is [{ } address]
            ? address
            : change.TokenAddress;
    }

    private async Task<StrategyChangeResult> DecideAsync(
        NpgsqlTransaction transaction,
        StrategyChange change,
        string address,
        CancellationToken cancellationToken)
    {
        var batch = database.Batch(transaction.Connection!, transaction, isFirst: false);
        await using var disposing = batch.ConfigureAwait(false);
        batch.BatchCommands.Add(PostgresDatabase.Command(_sql.SelectToChange, address));
        batch.BatchCommands.Add(PostgresDatabase.Command(_sql.SelectByChange, change.ChangeId ?? ""));
        batch.BatchCommands.Add(PostgresDatabase.Command(_sql.SelectNumber, address, change.RollBackTo ?? 0));
        batch.BatchCommands.Add(PostgresDatabase.Command(_sql.SelectLast, address));
        var reader = await batch.ExecuteReaderAsync(cancellationToken).ConfigureAwait(false);
        await using var closing = reader.ConfigureAwait(false);
        var current = await reader.ReadResultAsync(StrategyRow.Map, cancellationToken).ConfigureAwait(false);
        var sameId = await reader.ReadResultAsync(VersionRow.Map, cancellationToken).ConfigureAwait(false);
        var target = await reader.ReadResultAsync(VersionRow.Map, cancellationToken).ConfigureAwait(false);
        var last = await reader.ReadResultAsync(static row => row.Int(0), cancellationToken).ConfigureAwait(false);
        return StrategyChangeRules.Decide(
            change,
            current.FirstOrDefault(),
            sameId.FirstOrDefault(),
            target.FirstOrDefault(),
            last[0],
            database.Clock.GetUtcNow());
    }

    private async Task WriteAsync(NpgsqlTransaction transaction, StrategyVersion version, CancellationToken cancellationToken)
    {
        var time = PostgresValue.Time(version.ChangedAt);
        var batch = database.Batch(transaction.Connection!, transaction, isFirst: false);
        await using var disposing = batch.ConfigureAwait(false);
        batch.BatchCommands.Add(PostgresDatabase.Command(
            _sql.InsertVersion,
            version.TokenAddress,
            version.Version,
            version.OldType,
            version.StrategyType,
            version.OldConfig,
            version.StrategyConfig,
            version.IsByHand,
            version.ChangedBy,
            version.Reason,
            version.ChangeId,
            time));
        batch.BatchCommands.Add(PostgresDatabase.Command(
            _sql.Update, version.TokenAddress, version.StrategyType, version.StrategyConfig, version.Version, version.IsByHand, time));
        batch.BatchCommands.Add(database.Sql<PostgresEventSql>().Insert([StrategyChangeRules.Event(version)], snapshotId: null));
        await batch.ExecuteNonQueryAsync(cancellationToken).ConfigureAwait(false);
    }
}
