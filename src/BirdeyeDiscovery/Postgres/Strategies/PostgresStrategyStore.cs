namespace BirdeyeDiscovery;

/// <summary>The strategies of tracked tokens in PostgreSQL.</summary>
internal sealed class PostgresStrategyStore(PostgresDatabase database) : IStrategyStore
{
    private const int FirstDelay = 25;
    private const int Attempts = 5;

    private readonly PostgresStrategySql _sql = database.Sql<PostgresStrategySql>();
    private readonly PostgresStrategyChange _change = new(database);

    public async ValueTask<TokenStrategy?> GetStrategyAsync(string address, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(address);
        if (!StorableText.CanStore(address))
        {
            return null;
        }

        var found = await database.ListAsync("read a token's strategy", _sql.SelectByAddress, PostgresStrategySql.Rows, cancellationToken, address).ConfigureAwait(false);
        return found.Count == 0 ? null : found[0];
    }

    public async ValueTask<TokenStrategy?> GetStrategyBySymbolAsync(string symbol, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(symbol);
        if (!StorableText.CanStore(symbol))
        {
            return null;
        }

        var found = await database.ListAsync("read a strategy by symbol", _sql.SelectBySymbol, PostgresStrategySql.Rows, cancellationToken, symbol).ConfigureAwait(false);
        return found.Count switch
        {
            0 => null,
            1 => found[0],
            _ => throw new AmbiguousSymbolException(symbol, [.. found.Select(static token => token.Address)]),
        };
    }

    public ValueTask<IReadOnlyList<TokenStrategy>> GetActiveStrategiesAsync(CancellationToken cancellationToken = default) =>
        database.ListAsync("read the strategies of active tokens", _sql.SelectActive, PostgresStrategySql.Rows, cancellationToken);

    public async ValueTask<StrategyChangeResult> ChangeStrategyAsync(StrategyChange change, CancellationToken cancellationToken = default)
    {
        StrategyChangeRules.Check(change);
        var started = TimeProvider.System.GetTimestamp();
        for (var attempt = 1; ; attempt++)
        {
            try
            {
                return await database.WriteAsync(
                    "change a strategy", (transaction, cancelled) => _change.RunAsync(transaction, change, cancelled), cancellationToken).ConfigureAwait(false);
            }
            catch (DiscoveryStoreException conflict) when (
                PostgresErrors.IsConflict(conflict) && attempt < Attempts && TimeProvider.System.GetElapsedTime(started) < database.Timeout)
            {
                // Nothing was written. After any other failure only the caller knows whether the change can be recognized, and may send it again.
                var delay = FirstDelay << attempt;
                var spread = (int)((uint)(change.ChangeId ?? change.ChangedBy).GetHashCode(StringComparison.Ordinal) % (uint)delay);
                await Task.Delay(TimeSpan.FromMilliseconds(delay + spread), TimeProvider.System, cancellationToken).ConfigureAwait(false);
            }
        }
    }

    public ValueTask<IReadOnlyList<StrategyVersion>> GetVersionsAsync(string address, int limit = 100, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(address);
        ArgumentOutOfRangeException.ThrowIfLessThan(limit, 1);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(limit, 10_000);
        return StorableText.CanStore(address)
            ? database.ListAsync("read the versions of a strategy", _sql.SelectVersions, PostgresStrategySql.VersionRows, cancellationToken, address, limit)
            : new([]);
    }
}
