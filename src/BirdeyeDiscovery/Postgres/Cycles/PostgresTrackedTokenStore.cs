using Npgsql;

namespace BirdeyeDiscovery;

/// <summary>Stores the tracked tokens of a cycle in PostgreSQL.</summary>
internal sealed class PostgresTrackedTokenStore(PostgresDatabase database) : ITrackedTokenStore
{
    private readonly PostgresCycleCommit _commit = new(database);
    private readonly PostgresTradeTracking _trades = new(database);
    private readonly PostgresTokenSql _tokens = database.Sql<PostgresTokenSql>();

    public async ValueTask InitializeAsync(SchemaMode mode, CancellationToken cancellationToken = default) => await database.GuardAsync(
        "bring the schema up to date",
        async cancelled =>
        {
            await new PostgresSchema(database.Source, database.Schema).InitializeAsync(mode, cancelled).ConfigureAwait(false);
            return true;
        },
        cancellationToken).ConfigureAwait(false);

    public ValueTask<IReadOnlyList<LifecycleEvent>> SeedAsync(
        long epoch,
        IReadOnlyList<TrackedToken> tokens,
        CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(tokens);
        return database.WriteAsync(
            "seed tokens",
            (transaction, cancelled) => SeedAsync(transaction, epoch, tokens, cancelled),
            cancellationToken);
    }

    public ValueTask<CycleState> LoadCycleStateAsync(CycleStateQuery query, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(query);
        return database.RunAsync(
            "load the cycle's state",
            (connection, cancelled) => PostgresCycleState.LoadAsync(database, connection, query, cancelled),
            cancellationToken);
    }

    public async ValueTask<CommitResult> CommitCycleAsync(long epoch, CyclePlan plan, CancellationToken cancellationToken = default)
    {
        CyclePlan.Check(plan);
        var result = await database.WriteAsync(
            "commit a cycle",
            (transaction, cancelled) => _commit.RunAsync(transaction, epoch, plan, cancelled),
            cancellationToken).ConfigureAwait(false);
        if (result.Status == CommitStatus.AlreadyCommitted)
        {
            // The caller treats a cycle that PostgreSQL already has like one that was committed now, so it must be as durable.
            await ConfirmAsync(cancellationToken).ConfigureAwait(false);
        }

        return result;
    }

    public async ValueTask ConfirmAsync(CancellationToken cancellationToken = default) => await database.WriteAsync(
        "confirm what is stored",
        async (transaction, cancelled) =>
        {
            await database.ConfirmAsync(transaction, isFirst: true, cancelled).ConfigureAwait(false);
            return true;
        },
        cancellationToken).ConfigureAwait(false);

    public ValueTask<IReadOnlyList<TrackedToken>> GetTokensAsync(
        IReadOnlyCollection<TokenStatus> statuses,
        CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(statuses);
        return statuses.Count == 0
            ? database.ListAsync("read tracked tokens", _tokens.SelectAll, TokenRow.Map, cancellationToken)
            : database.ListAsync<TrackedToken>(
                "read tracked tokens", _tokens.SelectByStatus, TokenRow.Map, cancellationToken, [statuses.Select(StoredText.Of).ToArray()]);
    }

    public ValueTask<TrackedToken?> FindAsync(string address, CancellationToken cancellationToken = default) =>
        database.FindAsync("find a token", _tokens.SelectByAddress, TokenRow.Map, address, cancellationToken);

    public ValueTask<TrackedToken?> FindBySymbolAsync(string symbol, CancellationToken cancellationToken = default) =>
        database.FindBySymbolAsync(
            "find a token by symbol",
            _tokens.SelectBySymbol,
            TokenRow.Map,
            symbol,
            static token => token.Address,
            cancellationToken);

    private async Task<IReadOnlyList<LifecycleEvent>> SeedAsync(
        NpgsqlTransaction transaction, long epoch, IReadOnlyList<TrackedToken> tokens, CancellationToken cancellationToken)
    {
        var connection = transaction.Connection!;
        var now = database.Clock.GetUtcNow();
        var written = new HashSet<string>(StringComparer.Ordinal);
        List<(string Token, string Address)> uncounted;
        var batch = database.Batch(connection, transaction, isFirst: true);
        await using (batch.ConfigureAwait(false))
        {
            _trades.AddLocks(batch, tokens);
            batch.BatchCommands.Add(PostgresDatabase.Command(database.Sql<PostgresLeaseSql>().LockEpoch));
            batch.BatchCommands.Add(_tokens.Insert(tokens, PostgresValue.Time(now)));
            batch.BatchCommands.Add(_trades.Find(tokens));
            var reader = await batch.ExecuteReaderAsync(cancellationToken).ConfigureAwait(false);
            await using var closing = reader.ConfigureAwait(false);
            for (var skipped = PostgresTradeTracking.Locks; skipped >= 0; skipped--)
            {
                await reader.NextResultAsync(cancellationToken).ConfigureAwait(false);
            }

            if (!await reader.ReadAsync(cancellationToken).ConfigureAwait(false))
            {
                throw PostgresLeaseSql.Missing();
            }

            if (reader.GetInt64(0) is var current && current != epoch)
            {
                throw new DiscoveryStoreException($"Tokens are not seeded: epoch {epoch} is over, the current one is {current}.")
                {
                    IsFenced = true
                };
            }

            await reader.NextResultAsync(cancellationToken).ConfigureAwait(false);
            while (await reader.ReadAsync(cancellationToken).ConfigureAwait(false))
            {
                written.Add(reader.GetString(0));
            }

            await reader.NextResultAsync(cancellationToken).ConfigureAwait(false);
            uncounted = await reader.ReadResultAsync(PostgresTradeTracking.Map, cancellationToken).ConfigureAwait(false);
        }

        if (uncounted.Count > 0)
        {
            var fresh = tokens.Where(token => written.Contains(token.Address)).DistinctBy(static token => token.Address).ToList();
            await _trades.CountAsync(transaction, fresh, uncounted, PostgresValue.Time(now), cancellationToken).ConfigureAwait(false);
        }

        List<LifecycleEvent> events = [.. tokens.Where(token => written.Remove(token.Address)).Select(token => new LifecycleEvent
        {
            TokenAddress = token.Address,
            EventType = LifecycleEventType.Added,
            ToStatus = token.Status,
            Reason = token.StatusReason ?? ReasonCodes.Seed,
            CreatedAt = now,
        })];
        var stored = await WriteAsync(connection, transaction, events, cancellationToken).ConfigureAwait(false);
        await transaction.CommitAsync(cancellationToken).ConfigureAwait(false);
        return stored;
    }

    private async Task<IReadOnlyList<LifecycleEvent>> WriteAsync(
        NpgsqlConnection connection, NpgsqlTransaction transaction, List<LifecycleEvent> events, CancellationToken cancellationToken)
    {
        if (events.Count == 0)
        {
            return [];
        }

        var batch = database.Batch(connection, transaction, isFirst: false);
        await using var disposing = batch.ConfigureAwait(false);
        batch.BatchCommands.Add(database.Sql<PostgresEventSql>().Insert(events, snapshotId: null));
        var reader = await batch.ExecuteReaderAsync(cancellationToken).ConfigureAwait(false);
        await using var closing = reader.ConfigureAwait(false);
        return await PostgresEventSql.ReadNumbersAsync(reader, events, snapshotId: null, cancellationToken).ConfigureAwait(false);
    }
}
