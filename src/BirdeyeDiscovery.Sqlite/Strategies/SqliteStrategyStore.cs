using Microsoft.Data.Sqlite;

namespace BirdeyeDiscovery;

/// <summary>The strategies of tracked tokens in SQLite.</summary>
internal sealed class SqliteStrategyStore(SqliteDatabase database) : IStrategyStore
{
    public async ValueTask<TokenStrategy?> GetStrategyAsync(string address, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(address);
        var found = await ReadAsync("read a token's strategy", SqliteStrategySql.SelectByAddress, SqliteStrategySql.Map, cancellationToken, address).ConfigureAwait(false);
        return found.Count == 0 ? null : found[0];
    }

    public async ValueTask<TokenStrategy?> GetStrategyBySymbolAsync(string symbol, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(symbol);
        var found = await ReadAsync("read a strategy by symbol", SqliteStrategySql.SelectBySymbol, SqliteStrategySql.Map, cancellationToken, symbol).ConfigureAwait(false);
        return found.Count > 1 ? throw new AmbiguousSymbolException(symbol, [.. found.Select(token => token.Address)]) : found.FirstOrDefault();
    }

    public async ValueTask<IReadOnlyList<TokenStrategy>> GetActiveStrategiesAsync(CancellationToken cancellationToken = default) =>
        await ReadAsync("read the strategies of active tokens", SqliteStrategySql.SelectActive, SqliteStrategySql.Map, cancellationToken).ConfigureAwait(false);

    // The write transaction is immediate: what is read in it is what is changed, whoever else writes.
    public ValueTask<StrategyChangeResult> ChangeStrategyAsync(StrategyChange change, CancellationToken cancellationToken = default)
    {
        StrategyChangeRules.Check(change);
        return database.WriteAsync(
            "change a strategy",
            (transaction, cancelled) =>
            {
                var connection = transaction.Connection!;
                var current = SqliteStrategySql.Find(connection, SqliteMigrationSql.Resolve(connection, change.TokenAddress));
                var result = StrategyChangeRules.Decide(
                    change,
                    current,
                    change.ChangeId is { } id ? Version(connection, SqliteStrategySql.SelectByChange, id) : null,
                    change.RollBackTo is { } number ? Version(connection, SqliteStrategySql.SelectNumber, current?.Address ?? change.TokenAddress, number) : null,
                    current is null ? 0 : SqliteStrategySql.Last(connection, current.Address),
                    database.Clock.GetUtcNow());
                if (result is { Status: StrategyChangeStatus.Changed, Version: { } version })
                {
                    SqliteStrategySql.Write(connection, version);
                    SqliteEventSql.Write(connection, snapshotId: null, [StrategyChangeRules.Event(version)], cancelled);
                    transaction.Commit();
                }

                return result;
            },
            cancellationToken);
    }

    public async ValueTask<IReadOnlyList<StrategyVersion>> GetVersionsAsync(string address, int limit = 100, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(address);
        ArgumentOutOfRangeException.ThrowIfLessThan(limit, 1);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(limit, 10_000);
        return await ReadAsync("read the versions of a strategy", SqliteStrategySql.SelectVersions, SqliteStrategySql.MapVersion, cancellationToken, address, limit).ConfigureAwait(false);
    }

    private static StrategyVersion? Version(SqliteConnection connection, string sql, params object[] values)
    {
        using var query = connection.Query(sql, values);
        return query.ReadAll(SqliteStrategySql.MapVersion, CancellationToken.None).FirstOrDefault();
    }

    private ValueTask<List<T>> ReadAsync<T>(string purpose, string sql, Func<SqliteDataReader, T> map, CancellationToken cancellationToken, params object[] values) =>
        database.ReadAsync(
            purpose,
            (connection, cancelled) =>
            {
                using var query = connection.Query(sql, values);
                return query.ReadAll(map, cancelled);
            },
            cancellationToken);
}
