namespace BirdeyeDiscovery;

/// <summary>The strategies of tracked tokens in PostgreSQL.</summary>
internal sealed class PostgresStrategyStore(PostgresDatabase database) : IStrategyStore
{
    private static readonly PostgresRows<TokenStrategy> Rows =
        new(static row => new TokenStrategy(row.GetString(0), row.GetString(1), row.GetString(2), row.ReadTextOrNull(3)));

    private readonly string _select = $"SELECT address, symbol, strategy_type, strategy_config::text FROM {database.Sql.Schema}.tracked_tokens";

    public async ValueTask<TokenStrategy?> GetStrategyAsync(string address, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(address);
        var found = await database.ListAsync("read a token's strategy", _select + " WHERE address = $1", Rows, cancellationToken, address).ConfigureAwait(false);
        return found.Count == 0 ? null : found[0];
    }

    public async ValueTask<TokenStrategy?> GetStrategyBySymbolAsync(string symbol, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(symbol);
        var found = await database.ListAsync("read a strategy by symbol", _select + " WHERE symbol = $1 ORDER BY id", Rows, cancellationToken, symbol).ConfigureAwait(false);
        return found.Count switch
        {
            0 => null,
            1 => found[0],
            _ => throw new AmbiguousSymbolException(symbol, [.. found.Select(static token => token.Address)]),
        };
    }
}
