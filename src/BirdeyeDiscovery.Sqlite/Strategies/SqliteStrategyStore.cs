using Microsoft.Data.Sqlite;

namespace BirdeyeDiscovery;

/// <summary>Stores the strategies of tracked tokens in SQLite.</summary>
internal sealed class SqliteStrategyStore(SqliteDatabase database) : IStrategyStore
{
    public async ValueTask<TokenStrategy?> GetStrategyAsync(string address, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(address);
        var found = await database.ListAsync(
            "read a token's strategy",
            SqliteStrategySql.SelectByAddress,
            StrategyRow.Map,
            cancellationToken,
            address).ConfigureAwait(false);
        return found.Count == 0 ? null : found[0];
    }

    public async ValueTask<TokenStrategy?> GetStrategyBySymbolAsync(string symbol, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(symbol);
        var found = await database.ListAsync(
            "read a strategy by symbol",
            SqliteStrategySql.SelectBySymbol,
            StrategyRow.Map,
            cancellationToken,
            symbol).ConfigureAwait(false);
        return found.Count switch
        {
            0 => null,
            1 => found[0],
            _ => throw new AmbiguousSymbolException(symbol, [.. found.Select(static token => token.Address)]),
        };
    }

    public ValueTask<IReadOnlyList<TokenStrategy>> GetActiveStrategiesAsync(CancellationToken cancellationToken = default) =>
        database.ListAsync("read the strategies of active tokens", SqliteStrategySql.SelectActive, StrategyRow.Map, cancellationToken);

    // The write transaction of a strategy change is immediate, so no other writer changes what it has read.
    public ValueTask<StrategyChangeResult> ChangeStrategyAsync(StrategyChange change, CancellationToken cancellationToken = default)
    {
        StrategyChangeRules.Check(change);
        return database.WriteAsync(
            "change a strategy",
            (transaction, cancelled) =>
            {
                var current = SqliteStrategySql.Find(transaction, SqliteMigrationSql.Resolve(transaction, change.TokenAddress));
                var result = StrategyChangeRules.Decide(
                    change,
                    current,
                    change.ChangeId is { } id ? Version(transaction, SqliteStrategySql.SelectByChange, id) : null,
                    change.RollBackTo is { } number
                        ? Version(transaction, SqliteStrategySql.SelectNumber, current?.Address ?? change.TokenAddress, number)
                        : null,
                    current is null ? 0 : SqliteStrategySql.Last(transaction, current.Address),
                    database.Clock.GetUtcNow());
                if (result is { Status: StrategyChangeStatus.Changed, Version: { } version })
                {
                    SqliteStrategySql.Write(transaction, version);
                    SqliteEventSql.Write(transaction, snapshotId: null, [StrategyChangeRules.Event(version)], cancelled);
                    transaction.Commit();
                }

                return result;
            },
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
        return database.ListAsync(
            "read the versions of a strategy", SqliteStrategySql.SelectVersions, VersionRow.Map, cancellationToken, address, limit);
    }

    private static StrategyVersion? Version(SqliteTransaction transaction, string sql, params object[] values) =>
        transaction.List(sql, VersionRow.Map, CancellationToken.None, values).FirstOrDefault();
}
