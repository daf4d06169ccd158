namespace BirdeyeDiscovery;

/// <summary>Finds one row of the database by an address or a symbol that a caller gives.</summary>
internal static class PostgresLookUp
{
    public static async ValueTask<T?> FindAsync<T>(
        this PostgresDatabase database,
        string purpose,
        string sql,
        Func<StoredRow, T> map,
        string address,
        CancellationToken cancellationToken)
        where T : class
    {
        ArgumentNullException.ThrowIfNull(address);
        var found = await ReadAsync(database, purpose, sql, map, address, cancellationToken).ConfigureAwait(false);
        return found.Count == 0 ? null : found[0];
    }

    /// <exception cref="AmbiguousSymbolException">Several tokens have the symbol.</exception>
    public static async ValueTask<T?> FindBySymbolAsync<T>(
        this PostgresDatabase database,
        string purpose,
        string sql,
        Func<StoredRow, T> map,
        string symbol,
        Func<T, string> addressOf,
        CancellationToken cancellationToken)
        where T : class
    {
        ArgumentNullException.ThrowIfNull(symbol);
        var found = await ReadAsync(database, purpose, sql, map, symbol, cancellationToken).ConfigureAwait(false);
        return found.Count switch
        {
            0 => null,
            1 => found[0],
            _ => throw new AmbiguousSymbolException(symbol, [.. found.Select(addressOf)]),
        };
    }

    // PostgreSQL refuses a parameter with a text that it cannot store. No row can have such a text, so no query is sent.
    private static ValueTask<IReadOnlyList<T>> ReadAsync<T>(
        PostgresDatabase database, string purpose, string sql, Func<StoredRow, T> map, string text, CancellationToken cancellationToken) =>
        StorableText.CanStore(text) ? database.ListAsync(purpose, sql, map, cancellationToken, text) : new([]);
}
