using Microsoft.Data.Sqlite;

namespace BirdeyeDiscovery;

/// <summary>Stores the tracked tokens of a cycle in SQLite.</summary>
internal sealed class SqliteTrackedTokenStore(SqliteDatabase database) : ITrackedTokenStore
{
    public ValueTask InitializeAsync(SchemaMode mode, CancellationToken cancellationToken = default) =>
        SqliteSchema.InitializeAsync(database, mode, cancellationToken);

    public ValueTask<IReadOnlyList<LifecycleEvent>> SeedAsync(
        long epoch, IReadOnlyList<TrackedToken> tokens, CancellationToken cancellationToken = default) =>
        database.WriteAsync<IReadOnlyList<LifecycleEvent>>(
            "seed tokens",
            (transaction, cancelled) => Seed(transaction, epoch, tokens, cancelled),
            cancellationToken);

    public ValueTask<CycleState> LoadCycleStateAsync(CycleStateQuery query, CancellationToken cancellationToken = default) =>
        database.ReadAsync(
            "load the cycle's state",
            (transaction, cancelled) => SqliteCycleState.Load(transaction, query, cancelled),
            cancellationToken);

    public ValueTask<CommitResult> CommitCycleAsync(long epoch, CyclePlan plan, CancellationToken cancellationToken = default)
    {
        CyclePlan.Check(plan);
        return database.WriteAsync(
            "commit a cycle",
            (transaction, cancelled) => SqliteCycleCommit.Run(transaction, epoch, plan, cancelled),
            cancellationToken);
    }

    public ValueTask<IReadOnlyList<TrackedToken>> GetTokensAsync(
        IReadOnlyCollection<TokenStatus> statuses, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(statuses);
        object[] words = [.. statuses.Distinct().Select(StoredText.Of)];
        var sql = words.Length == 0 ? SqliteTokenSql.SelectAll : SqliteTokenSql.SelectByStatus(words.Length);
        return database.ListAsync("read tracked tokens", sql, TokenRow.Map, cancellationToken, words);
    }

    public async ValueTask<TrackedToken?> FindAsync(string address, CancellationToken cancellationToken = default)
    {
        var found = await database.ListAsync(
            "find a token",
            SqliteTokenSql.SelectByAddress,
            TokenRow.Map,
            cancellationToken,
            address).ConfigureAwait(false);
        return found.Count == 0 ? null : found[0];
    }

    public async ValueTask<TrackedToken?> FindBySymbolAsync(string symbol, CancellationToken cancellationToken = default)
    {
        var found = await database.ListAsync(
            "find a token by symbol", SqliteTokenSql.SelectBySymbol, TokenRow.Map, cancellationToken, symbol).ConfigureAwait(false);
        return found.Count switch
        {
            0 => null,
            1 => found[0],
            _ => throw new AmbiguousSymbolException(symbol, [.. found.Select(static token => token.Address)]),
        };
    }

    private List<LifecycleEvent> Seed(
        SqliteTransaction transaction, long epoch, IReadOnlyList<TrackedToken> tokens, CancellationToken cancellationToken)
    {
        if (SqliteLeaseSql.ReadEpoch(transaction) is var current && current != epoch)
        {
            throw new DiscoveryStoreException($"Tokens are not seeded: epoch {epoch} is over, the current one is {current}.")
            {
                IsFenced = true
            };
        }

        var now = database.Clock.GetUtcNow();
        var time = SqliteValue.Time(now);
        var events = new List<LifecycleEvent>();
        using var insert = transaction.Prepare(SqliteTokenSql.Insert, SqliteTokenSql.InsertParameters);
        foreach (var token in tokens)
        {
            cancellationToken.ThrowIfCancellationRequested();
            if (insert.ToInsert(token, time).ExecuteNonQuery() == 1)
            {
                SqliteTokenSql.WriteVersion(transaction, token.Address, time);
                SqliteTradeTracking.Count(transaction, token, time, cancellationToken);
                events.Add(new LifecycleEvent
                {
                    TokenAddress = token.Address,
                    EventType = LifecycleEventType.Added,
                    ToStatus = token.Status,
                    Reason = token.StatusReason ?? ReasonCodes.Seed,
                    CreatedAt = now,
                });
            }
        }

        var stored = SqliteEventSql.Write(transaction, snapshotId: null, events, cancellationToken);
        transaction.Commit();
        return stored;
    }
}
