using Microsoft.Data.Sqlite;

namespace BirdeyeDiscovery;

/// <summary>The strategies of tracked tokens in SQLite.</summary>
internal sealed class SqliteStrategyStore(SqliteDatabase database) : IStrategyStore
{
    private const string Select = "SELECT address, symbol, strategy_type, strategy_config FROM tracked_tokens";

    public async ValueTask<TokenStrategy?> GetStrategyAsync(string address, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(address);
        var found = await ReadAsync("read a token's strategy", Select + " WHERE address = ?1", address, cancellationToken).ConfigureAwait(false);
        return found.Count == 0 ? null : found[0];
    }

    public async ValueTask<TokenStrategy?> GetStrategyBySymbolAsync(string symbol, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(symbol);
        var found = await ReadAsync("read a strategy by symbol", Select + " WHERE symbol = ?1 ORDER BY id", symbol, cancellationToken).ConfigureAwait(false);
        return found.Count > 1 ? throw new AmbiguousSymbolException(symbol, [.. found.Select(token => token.Address)]) : found.FirstOrDefault();
    }

    private static TokenStrategy Map(SqliteDataReader row) => new(row.GetString(0), row.GetString(1), row.GetString(2), row.ReadTextOrNull(3));

    private ValueTask<List<TokenStrategy>> ReadAsync(string purpose, string sql, string value, CancellationToken cancellationToken) => database.ReadAsync(
        purpose,
        (connection, cancelled) =>
        {
            using var query = connection.Query(sql, value);
            return query.ReadAll(Map, cancelled);
        },
        cancellationToken);
}
