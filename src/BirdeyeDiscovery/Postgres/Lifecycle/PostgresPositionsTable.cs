namespace BirdeyeDiscovery;

/// <summary>
/// Reads the bot's table of positions in PostgreSQL. Values are compared as text, so that no column type makes a query fail.
/// </summary>
internal sealed class PostgresPositionsTable(PostgresDatabase database) : IPositionsTable
{
    private const string Purpose = "read positions";

    // Reads the catalog instead of information_schema, which omits what this role may not read: a hidden table would look like a missing
    // one.
    private const string FindTables =
        """
        SELECT n.nspname::text, c.relname::text, row_security_active(c.oid), a.attname::text, coalesce(b.typname, t.typname) IN ('int2', 'int4', 'int8'), a.attnotnull
        FROM pg_class c
        JOIN pg_namespace n ON n.oid = c.relnamespace
        JOIN pg_attribute a ON a.attrelid = c.oid AND a.attnum > 0 AND NOT a.attisdropped
        JOIN pg_type t ON t.oid = a.atttypid
        LEFT JOIN pg_type b ON b.oid = t.typbasetype
        WHERE c.relkind IN ('r', 'p', 'v', 'm', 'f') AND n.nspname !~ '^pg_' AND n.nspname <> 'information_schema'
            AND lower(replace(c.relname::text, '_', '')) = $1
        ORDER BY n.nspname, c.relname, a.attnum
        """;

    // The letter case of an EVM address has no meaning; bots write the mixed case of a checksum.
    private readonly string _match =
        $"""
        WITH texts AS (SELECT text, text ~* '^0x' AS is_evm FROM unnest($1::text[]) AS v (text))
        SELECT v.text, t.address, {(int)PositionToken.Address} FROM texts v
        JOIN {database.QuotedSchema}.tracked_tokens t ON t.address = v.text OR (v.is_evm AND lower(t.address) = lower(v.text))
        UNION ALL
        SELECT v.text, g.old_address, {(int)PositionToken.Address} FROM texts v
        JOIN {database.QuotedSchema}.token_migrations g ON g.old_address = v.text OR (v.is_evm AND lower(g.old_address) = lower(v.text))
        UNION ALL
        SELECT v.text, t.address, {(int)PositionToken.Symbol} FROM texts v JOIN {database.QuotedSchema}.tracked_tokens t ON t.symbol = v.text
        UNION ALL
        SELECT v.text, t.address, {(int)PositionToken.Id} FROM texts v JOIN {database.QuotedSchema}.tracked_tokens t ON t.id::text = v.text
        """;

    private readonly string _earlier =
        $"""
        SELECT DISTINCT s.symbol, s.token_address, {(int)PositionToken.Symbol} FROM {database.QuotedSchema}.token_scores s WHERE s.symbol = ANY ($2) AND s.token_address = ANY ($1)
        """;

    private readonly string _earlierOfAll =
        $"""
        SELECT DISTINCT s.symbol, s.token_address, {(int)PositionToken.Symbol} FROM {database.QuotedSchema}.token_scores s WHERE s.symbol = ANY ($1) AND s.token_address IN (
            SELECT address FROM {database.QuotedSchema}.tracked_tokens WHERE status <> 'removed' UNION SELECT old_address FROM {database.QuotedSchema}.token_migrations)
        """;

    private readonly string _known =
        $"""
        SELECT address FROM {database.QuotedSchema}.tracked_tokens WHERE address = ANY ($1)
        UNION SELECT old_address FROM {database.QuotedSchema}.token_migrations WHERE old_address = ANY ($1)
        """;

    public string? Home => database.Schema;

    public async ValueTask<IReadOnlyList<PositionsTable>> FindAsync(string plainName, CancellationToken cancellationToken)
    {
        var rows = await database.ListAsync(Purpose, FindTables, MapColumn, cancellationToken, plainName).ConfigureAwait(false);
        return [.. rows
            .GroupBy(static row => (row.Schema, row.Name, row.HidesRows), static row => row.Column)
            .Select(static table => new PositionsTable(table.Key.Schema, table.Key.Name, table.Key.HidesRows, [.. table]))];
    }

    public ValueTask<IReadOnlyList<OpenPositionGroup>> ReadOpenAsync(PositionsPlace place, CancellationToken cancellationToken)
    {
        var (token, closedAt) = (PostgresIdentifier.Quote(place.Token.Name), PostgresIdentifier.Quote(place.ClosedAt.Name));
        return database.ListAsync(
            Purpose,
            $"""
            SELECT p.{token}::text, count(*) FROM {PostgresIdentifier.Quote(place.Table.Schema!)}.{PostgresIdentifier.Quote(place.Table.Name)} p
            WHERE coalesce(p.{closedAt}::text, '') = '' GROUP BY 1
            """,
            static row => new OpenPositionGroup(row.TextOrNull(0), row.Long(1)),
            cancellationToken);
    }

    public ValueTask<IReadOnlyList<PositionMatch>> MatchAsync(IReadOnlyCollection<string> texts, CancellationToken cancellationToken) =>
        database.ListAsync<PositionMatch>(Purpose, _match, MapMatch, cancellationToken, [texts.ToArray()]);

    public ValueTask<IReadOnlyList<PositionMatch>> MatchEarlierSymbolsAsync(
        IReadOnlyCollection<string>? addresses,
        IReadOnlyCollection<string> symbols,
        CancellationToken cancellationToken) => addresses is null
        ? database.ListAsync<PositionMatch>(Purpose, _earlierOfAll, MapMatch, cancellationToken, [symbols.ToArray()])
        : database.ListAsync<PositionMatch>(Purpose, _earlier, MapMatch, cancellationToken, [addresses.ToArray(), symbols.ToArray()]);

    public ValueTask<IReadOnlyList<string>> KnownAsync(IReadOnlyCollection<string> addresses, CancellationToken cancellationToken) =>
        database.ListAsync<string>(Purpose, _known, static row => row.Text(0), cancellationToken, [addresses.ToArray()]);

    private static (string Schema, string Name, bool HidesRows, PositionsColumn Column) MapColumn(StoredRow row) =>
        (row.Text(0), row.Text(1), row.Flag(2), new PositionsColumn(row.Text(3), row.Flag(4), row.Flag(5)));

    private static PositionMatch MapMatch(StoredRow row) => new(row.Text(0), row.Text(1), (PositionToken)row.Int(2));
}
