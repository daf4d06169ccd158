namespace BirdeyeDiscovery;

/// <summary>Stores the strategies of tracked tokens in PostgreSQL.</summary>
internal sealed class PostgresStrategyStore(PostgresDatabase database) : IStrategyStore
{
    private const int MaxAttempts = 5;

    private readonly PostgresStrategySql _sql = database.Sql<PostgresStrategySql>();
    private readonly PostgresStrategyChange _change = new(database);

    public ValueTask<TokenStrategy?> GetStrategyAsync(string address, CancellationToken cancellationToken = default) =>
        database.FindAsync("read a token's strategy", _sql.SelectByAddress, StrategyRow.Map, address, cancellationToken);

    public ValueTask<TokenStrategy?> GetStrategyBySymbolAsync(string symbol, CancellationToken cancellationToken = default) =>
        database.FindBySymbolAsync(
            "read a strategy by symbol",
            _sql.SelectBySymbol,
            StrategyRow.Map,
            symbol,
            static strategy => strategy.Address,
            cancellationToken);

    public ValueTask<IReadOnlyList<TokenStrategy>> GetActiveStrategiesAsync(CancellationToken cancellationToken = default) =>
        database.ListAsync("read the strategies of active tokens", _sql.SelectActive, StrategyRow.Map, cancellationToken);

    // A strategy change is sent to PostgreSQL again only after a conflict, because a conflict writes nothing. After any other failure the
    // change may be stored, and only the caller knows whether the store can recognize a repeated change.
    public ValueTask<StrategyChangeResult> ChangeStrategyAsync(StrategyChange change, CancellationToken cancellationToken = default)
    {
        StrategyChangeRules.Check(change);
        return database.Retry.RunAsync(
            new StoreCall("change a strategy", MaxAttempts) { IsRepeatable = PostgresErrors.IsConflict, Patience = database.Timeout },
            (Store: this, change),
            static (run, cancelled) => run.Store.ChangeOnceAsync(run.change, cancelled),
            cancellationToken);
    }

    public ValueTask<IReadOnlyList<StrategyVersion>> GetVersionsAsync(
        string address,
        int limit = 100,
        CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(address);
        ArgumentOutOfRangeException.ThrowIfLessThan(limit, 1);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(limit, 10_000);
        return StorableText.CanStore(address)
            ? database.ListAsync("read the versions of a strategy", _sql.SelectVersions, VersionRow.Map, cancellationToken, address, limit)
            : new([]);
    }

    private ValueTask<StrategyChangeResult> ChangeOnceAsync(StrategyChange change, CancellationToken cancellationToken) =>
        database.WriteAsync(
            "change a strategy", (transaction, cancelled) => _change.RunAsync(transaction, change, cancelled), cancellationToken);
}
