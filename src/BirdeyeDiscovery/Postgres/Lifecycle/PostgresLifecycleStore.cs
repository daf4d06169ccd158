using Npgsql;

namespace BirdeyeDiscovery;

/// <summary>
/// Stores operators' actions in PostgreSQL. They need no epoch, but they lock the row of the lease while they write, so that cycles and
/// events come before or after them.
/// </summary>
internal sealed class PostgresLifecycleStore(PostgresDatabase database) : ILifecycleStore
{
    private readonly PostgresTradeTracking _trades = new(database);

    public ValueTask<OperatorResult> ActAsync(OperatorCommand command, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(command);
        return database.WriteAsync(
            "carry out an operator's action",
            (transaction, cancelled) => ActAsync(transaction, command, cancelled),
            cancellationToken);
    }

    public ValueTask<IReadOnlyList<OperatorRecord>> GetActionsAsync(long afterId, int limit, CancellationToken cancellationToken = default)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(limit, 1);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(limit, 10_000);
        return database.ListAsync(
            "read operators' actions",
            database.Sql<PostgresOperatorSql>().SelectAfter,
            OperatorRow.Map,
            cancellationToken,
            afterId,
            limit);
    }

    public ValueTask<IReadOnlyList<string>> GetAddressesAsync(string address, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(address);
        return database.ListAsync(
            "read a token's addresses",
            database.Sql<PostgresMigrationSql>().SelectAddresses,
            static row => row.Text(0),
            cancellationToken,
            address);
    }

    public async ValueTask<TokenStanding> GetStandingAsync(string address, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(address);
        var rows = await database.ListAsync(
            "read a token's standing",
            database.Sql<PostgresOperatorSql>().SelectStanding,
            PostgresOperatorSql.MapStanding,
            cancellationToken,
            address).ConfigureAwait(false);
        return rows[0];
    }

    private async Task<OperatorResult> ActAsync(NpgsqlTransaction transaction, OperatorCommand command, CancellationToken cancellationToken)
    {
        var facts = await ReadAsync(transaction, command, cancellationToken).ConfigureAwait(false);
        var decision = OperatorRules.Decide(command, facts);
        if (decision.Token is not { } token)
        {
            if (decision.Answer.Status != OperatorStatus.Refused)
            {
                // The caller treats the answer to an operator's action as a commit, but its row was only read and may not be on a standby
                // yet. The transaction therefore waits until the row is as durable as a commit.
                await database.ConfirmAsync(transaction, isFirst: false, cancellationToken).ConfigureAwait(false);
            }

            return decision.Answer;
        }

        var events = await WriteAsync(transaction, command, facts.Token, token, decision.Events, cancellationToken).ConfigureAwait(false);
        if (command.Act == OperatorAct.Migrate)
        {
            await AdoptAsync(transaction, command, token, cancellationToken).ConfigureAwait(false);
        }

        var stored = await FindAsync(transaction, token.Address, cancellationToken).ConfigureAwait(false);
        await transaction.CommitAsync(cancellationToken).ConfigureAwait(false);
        return decision.Answer with { Token = stored, Events = events };
    }

    // All transactions of operators' actions take their locks in this order: the lock against a rebuild of the trade figures, the
    // addresses, the lease. The statements after the locks see what earlier holders committed.
    private async Task<OperatorFacts> ReadAsync(NpgsqlTransaction transaction, OperatorCommand command, CancellationToken cancellationToken)
    {
        var target = command.NewAddress ?? string.Empty;
        var batch = database.Batch(transaction.Connection!, transaction, isFirst: true);
        await using var disposing = batch.ConfigureAwait(false);
        var skipped = 1;
        if (command.Act is OperatorAct.Migrate or OperatorAct.Track)
        {
            // An operator's action to track or to migrate also counts trades that were recorded before the token was tracked under its
            // address, so its batch takes the locks of the trades first.
            string[] addresses = command.Act == OperatorAct.Migrate ? [command.Address, target] : [command.Address];
            batch.BatchCommands.Add(PostgresDatabase.Command(database.Sql<PostgresTradeSql>().LockAgainstRebuild));
            batch.BatchCommands.Add(PostgresDatabase.Command(database.Sql<PostgresTradeSql>().LockTokens, [addresses]));
            skipped += 2;
        }

        batch.BatchCommands.Add(PostgresDatabase.Command(database.Sql<PostgresLeaseSql>().LockEpoch));
        batch.BatchCommands.Add(PostgresDatabase.Command(database.Sql<PostgresOperatorSql>().SelectByRequest, command.RequestId));
        batch.BatchCommands.Add(PostgresDatabase.Command(database.Sql<PostgresTokenSql>().SelectByAddress, command.Address));
        batch.BatchCommands.Add(PostgresDatabase.Command(database.Sql<PostgresMigrationSql>().SelectStep, command.Address));
        batch.BatchCommands.Add(PostgresDatabase.Command(database.Sql<PostgresTokenSql>().SelectByAddress, target));
        batch.BatchCommands.Add(PostgresDatabase.Command(database.Sql<PostgresMigrationSql>().SelectStep, target));
        var reader = await batch.ExecuteReaderAsync(cancellationToken).ConfigureAwait(false);
        await using var closing = reader.ConfigureAwait(false);
        for (; skipped > 0; skipped--)
        {
            await reader.NextResultAsync(cancellationToken).ConfigureAwait(false);
        }

        if ((await reader.ReadResultAsync(static row => row.Long(0), cancellationToken).ConfigureAwait(false)).Count == 0)
        {
            throw PostgresLeaseSql.Missing();
        }

        return new OperatorFacts
        {
            Earlier = (await reader.ReadResultAsync(OperatorRow.Map, cancellationToken).ConfigureAwait(false)).FirstOrDefault(),
            Token = (await reader.ReadResultAsync(TokenRow.Map, cancellationToken).ConfigureAwait(false)).FirstOrDefault(),
            MovedTo = (await reader.ReadResultAsync(static row => row.Text(0), cancellationToken).ConfigureAwait(false)).FirstOrDefault(),
            Target = (await reader.ReadResultAsync(TokenRow.Map, cancellationToken).ConfigureAwait(false)).FirstOrDefault(),
            TargetMovedTo = (await reader.ReadResultAsync(
                static row => row.Text(0),
                cancellationToken).ConfigureAwait(false)).FirstOrDefault(),
        };
    }

    private async Task<IReadOnlyList<LifecycleEvent>> WriteAsync(
        NpgsqlTransaction transaction,
        OperatorCommand command,
        TrackedToken? before,
        TrackedToken token,
        IReadOnlyList<LifecycleEvent> events,
        CancellationToken cancellationToken)
    {
        var time = PostgresValue.Time(command.At);
        var batch = database.Batch(transaction.Connection!, transaction, isFirst: false);
        await using var disposing = batch.ConfigureAwait(false);
        var row = before is null ? database.Sql<PostgresTokenSql>().Insert([token], time)
            : command.Act == OperatorAct.Migrate
                ? PostgresDatabase.Command(database.Sql<PostgresTokenSql>().Move, before.Address, token.Address, time, before.Revision)
                : database.Sql<PostgresTokenSql>().Update([token], time);
        batch.BatchCommands.Add(row);
        batch.BatchCommands.Add(database.Sql<PostgresOperatorSql>().Insert(command));
        if (command.Act == OperatorAct.Migrate)
        {
            batch.BatchCommands.Add(PostgresDatabase.Command(
                database.Sql<PostgresMigrationSql>().Insert,
                command.Address,
                token.Address,
                time));
        }

        if (events.Count > 0)
        {
            batch.BatchCommands.Add(database.Sql<PostgresEventSql>().Insert(events, snapshotId: null));
        }

        if (before is null)
        {
            batch.BatchCommands.Add(_trades.Find([token]));
        }

        IReadOnlyList<LifecycleEvent> stored = [];
        List<(string Token, string Address)> uncounted = [];
        var reader = await batch.ExecuteReaderAsync(cancellationToken).ConfigureAwait(false);
        await using (reader.ConfigureAwait(false))
        {
            // The batch of an operator's action has a result for each statement that returns rows. Without a row before, the first one is
            // the address that the insert returned: it is skipped.
            if (before is null)
            {
                await reader.NextResultAsync(cancellationToken).ConfigureAwait(false);
            }

            stored = events.Count > 0
                ? await PostgresEventSql.ReadNumbersAsync(reader, events, snapshotId: null, cancellationToken).ConfigureAwait(false)
                : [];
            if (before is null && await reader.NextResultAsync(cancellationToken).ConfigureAwait(false))
            {
                uncounted = await reader.ReadResultAsync(PostgresTradeTracking.Map, cancellationToken).ConfigureAwait(false);
            }

            while (await reader.NextResultAsync(cancellationToken).ConfigureAwait(false))
            {
            }
        }

        if (row.Rows != 1)
        {
            throw new DiscoveryStoreException($"The row of {command.Address} changed meanwhile; nothing was written.")
            {
                IsTransient = true
            };
        }

        if (uncounted.Count > 0)
        {
            await _trades.CountAsync(transaction, [token], uncounted, time, cancellationToken).ConfigureAwait(false);
        }

        return stored;
    }

    private async Task AdoptAsync(
        NpgsqlTransaction transaction,
        OperatorCommand command,
        TrackedToken token,
        CancellationToken cancellationToken)
    {
        var days = new PostgresTradeDays(database, transaction, PostgresValue.Time(command.At));
        await days.CategorizeAsync([(token.Address, token.Category)], cancellationToken).ConfigureAwait(false);
        if (await days.WriteAsync(token.Address, cancellationToken).ConfigureAwait(false) is { TradesCount: > 0 } added)
        {
            await days.SetCountersAsync(
                [(token.Address, new TradeTotals(token.TradesCount, token.WinCount, token.TotalPnlUsd).Add(added))],
                cancellationToken).ConfigureAwait(false);
        }
    }

    private async Task<TrackedToken> FindAsync(NpgsqlTransaction transaction, string address, CancellationToken cancellationToken)
    {
        var batch = database.Batch(transaction.Connection!, transaction, isFirst: false);
        await using var disposing = batch.ConfigureAwait(false);
        batch.BatchCommands.Add(PostgresDatabase.Command(database.Sql<PostgresTokenSql>().SelectByAddress, address));
        var reader = await batch.ExecuteReaderAsync(cancellationToken).ConfigureAwait(false);
        await using var closing = reader.ConfigureAwait(false);
        return (await reader.ReadResultAsync(TokenRow.Map, cancellationToken).ConfigureAwait(false))[0];
    }
}
