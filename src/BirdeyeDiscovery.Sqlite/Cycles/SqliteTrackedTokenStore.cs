using Microsoft.Data.Sqlite;

namespace BirdeyeDiscovery;

/// <summary>The tracked set in SQLite.</summary>
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
        database.ReadAsync("load the cycle's state", (connection, cancelled) => SqliteCycleState.Load(connection, query, cancelled), cancellationToken);

    public ValueTask<CommitResult> CommitCycleAsync(long epoch, CyclePlan plan, CancellationToken cancellationToken = default)
    {
        CyclePlan.Check(plan);
        return database.WriteAsync(
            "commit a cycle",
            (transaction, cancelled) => SqliteCycleCommit.Run(transaction, epoch, plan, cancelled),
            cancellationToken);
    }

    public ValueTask<IReadOnlyList<TrackedToken>> GetTokensAsync(
        IReadOnlyCollection<TokenStatus> statuses, CancellationToken cancellationToken = default) =>
        database.ReadAsync<IReadOnlyList<TrackedToken>>(
            "read tracked tokens",
            (connection, cancelled) =>
            {
                object[] words = [.. statuses.Distinct().Select(StoredText.Of)];
                using var query = connection.Query(words.Length == 0 ? SqliteTokenSql.SelectAll : SqliteTokenSql.SelectByStatus(words.Length), words);
                return query.ReadAll(SqliteTokenSql.Map, cancelled);
            },
            cancellationToken);

    public ValueTask<TrackedToken?> FindAsync(string address, CancellationToken cancellationToken = default) =>
        database.ReadAsync(
            "find a token",
            (connection, cancelled) =>
            {
                using var query = connection.Query(SqliteTokenSql.SelectByAddress, address);
                return query.ReadAll(SqliteTokenSql.Map, cancelled).FirstOrDefault();
            },
            cancellationToken);

    public ValueTask<TrackedToken?> FindBySymbolAsync(string symbol, CancellationToken cancellationToken = default) =>
        database.ReadAsync(
            "find a token by symbol",
            (connection, cancelled) =>
            {
                using var query = connection.Query(SqliteTokenSql.SelectBySymbol, symbol);
                var found = query.ReadAll(SqliteTokenSql.Map, cancelled);
                return found.Count > 1 ? throw new AmbiguousSymbolException(symbol, [.. found.Select(token => token.Address)]) : found.FirstOrDefault();
            },
            cancellationToken);

    private List<LifecycleEvent> Seed(
        SqliteTransaction transaction, long epoch, IReadOnlyList<TrackedToken> tokens, CancellationToken cancellationToken)
    {
        var connection = transaction.Connection!;
        if (SqliteLeaseSql.ReadEpoch(connection) is var current && current != epoch)
        {
            throw new DiscoveryStoreException($"Tokens are not seeded: epoch {epoch} is over, the current one is {current}.") { IsFenced = true };
        }

        var now = database.Clock.GetUtcNow();
        var time = SqliteValue.Time(now);
        var events = new List<LifecycleEvent>();
        using var insert = connection.Prepare(SqliteTokenSql.Insert, SqliteTokenSql.InsertParameters);
        foreach (var token in tokens)
        {
            cancellationToken.ThrowIfCancellationRequested();
            if (insert.ToInsert(token, time).ExecuteNonQuery() == 1)
            {
                SqliteStrategySql.WriteFirst(connection, token.Address, time);
                SqliteTradeBook.StartTracking(connection, token, time, cancellationToken);
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

        var stored = SqliteEventSql.Write(connection, snapshotId: null, events, cancellationToken);
        transaction.Commit();
        return stored;
    }
}
