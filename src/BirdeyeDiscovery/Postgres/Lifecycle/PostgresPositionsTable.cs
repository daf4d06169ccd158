namespace BirdeyeDiscovery;

/// <summary>
/// Reads the bot's table of positions in PostgreSQL. Values are compared as text, so that no column type makes a query fail.
/// </summary>
internal sealed class PostgresPositionsTable(PostgresDatabase database) : IPositionsTable
{
    private const string Purpose = "read positions";

    // The query finds the bot's table of positions in the PostgreSQL catalog. In information_schema, a table that this role may not read
    // would look like a missing one. A view that reads one table, at any depth, counts as having that table's foreign keys, for columns of
    // the same name. A schema with a lease table is that of an engine.
    private const string FindTables =
        """
        WITH RECURSIVE found AS (
            SELECT c.oid, c.relname, c.relkind, n.oid AS schema, n.nspname FROM pg_class c JOIN pg_namespace n ON n.oid = c.relnamespace
            WHERE c.relkind IN ('r', 'p', 'v', 'm', 'f') AND n.nspname !~ '^pg_' AND n.nspname <> 'information_schema'
                AND lower(replace(c.relname::text, '_', '')) = $1
        ), sources AS (
            SELECT oid AS view, oid AS source FROM found WHERE relkind IN ('v', 'm')
            UNION
            SELECT s.view, d.refobjid FROM sources s
            JOIN pg_rewrite w ON w.ev_class = s.source
            JOIN pg_depend d ON d.classid = 'pg_rewrite'::regclass AND d.objid = w.oid AND d.refclassid = 'pg_class'::regclass
        ), others AS (
            SELECT c.relnamespace AS schema FROM pg_class c JOIN pg_namespace n ON n.oid = c.relnamespace
            WHERE c.relname = 'discovery_lease' AND c.relkind = 'r' AND n.nspname <> $2
        ), keys AS (
            SELECT k.conrelid, columns.own, n.nspname::text AS schema, c.relname::text AS name, a.attname::text AS column_name,
                c.relname = 'tracked_tokens' AND n.oid IN (SELECT schema FROM others) AS is_of_another
            FROM pg_constraint k
            CROSS JOIN LATERAL unnest(k.conkey, k.confkey) AS columns (own, other)
            JOIN pg_class c ON c.oid = k.confrelid
            JOIN pg_namespace n ON n.oid = c.relnamespace
            JOIN pg_attribute a ON a.attrelid = c.oid AND a.attnum = columns.other
            WHERE k.contype = 'f'
        ), view_keys AS (
            SELECT * FROM keys
            UNION ALL
            SELECT s.view, v.attnum, k.schema, k.name, k.column_name, false FROM sources s
            JOIN keys k ON k.conrelid = s.source AND s.source <> s.view
            JOIN pg_attribute a ON a.attrelid = s.source AND a.attnum = k.own
            JOIN pg_attribute v ON v.attrelid = s.view AND v.attname = a.attname AND v.atttypid = a.atttypid
            WHERE (SELECT count(*) FROM sources o JOIN pg_class b ON b.oid = o.source
                WHERE o.view = s.view AND b.relkind IN ('r', 'p', 'f')) = 1
        )
        SELECT f.nspname::text, f.relname::text, row_security_active(f.oid), f.schema IN (SELECT schema FROM others),
            (SELECT string_agg(o.nspname || '.' || o.relname, E'\n') FROM sources s JOIN found o ON o.oid = s.source
                WHERE s.view = f.oid AND o.oid <> f.oid),
            a.attname::text, coalesce(b.typname, t.typname) IN ('int2', 'int4', 'int8'), a.attnotnull, coalesce(b.typname, t.typname)::text,
            k.schema, k.name, k.column_name, k.is_of_another
        FROM found f
        JOIN pg_attribute a ON a.attrelid = f.oid AND a.attnum > 0 AND NOT a.attisdropped
        JOIN pg_type t ON t.oid = a.atttypid
        LEFT JOIN pg_type b ON b.oid = t.typbasetype
        LEFT JOIN view_keys k ON k.conrelid = f.oid AND k.own = a.attnum
        ORDER BY f.nspname, f.relname, a.attnum
        """;

    // The query ignores the letter case of EVM addresses in the bot's table of positions, because bots write the mixed case of a checksum.
    private readonly string _match =
        $"""
        WITH texts AS (SELECT text, text ~* '^0x' AS is_evm FROM unnest($1::text[]) AS v (text))
        SELECT v.text, t.address, {(int)PositionToken.Address} FROM texts v
        JOIN {database.QuotedSchema}.tracked_tokens t ON t.address = v.text OR (v.is_evm AND lower(t.address) = lower(v.text))
        UNION ALL
        SELECT v.text, g.old_address, {(int)PositionToken.Address} FROM texts v
        JOIN {database.QuotedSchema}.token_migrations g ON g.old_address = v.text OR (v.is_evm AND lower(g.old_address) = lower(v.text))
        UNION ALL
        SELECT v.text, t.address, {(int)PositionToken.Symbol} FROM texts v
        JOIN {database.QuotedSchema}.tracked_tokens t ON t.symbol = v.text
        UNION ALL
        SELECT v.text, t.address, {(int)PositionToken.Id} FROM texts v JOIN {database.QuotedSchema}.tracked_tokens t ON t.id::text = v.text
        """;

    private readonly string _earlier =
        $"""
        SELECT DISTINCT s.symbol, s.token_address, {(int)PositionToken.Symbol} FROM {database.QuotedSchema}.token_scores s
        WHERE s.symbol = ANY ($2) AND s.token_address = ANY ($1)
        """;

    private readonly string _earlierOfAll =
        $"""
        SELECT DISTINCT s.symbol, s.token_address, {(int)PositionToken.Symbol} FROM {database.QuotedSchema}.token_scores s
        WHERE s.symbol = ANY ($1) AND s.token_address IN (
            SELECT address FROM {database.QuotedSchema}.tracked_tokens WHERE status <> 'removed'
            UNION SELECT old_address FROM {database.QuotedSchema}.token_migrations)
        """;

    private readonly string _known =
        $"""
        SELECT address FROM {database.QuotedSchema}.tracked_tokens WHERE address = ANY ($1)
        UNION SELECT old_address FROM {database.QuotedSchema}.token_migrations WHERE old_address = ANY ($1)
        """;

    public string? Home => database.Schema;

    public async ValueTask<IReadOnlyList<PositionsTable>> FindAsync(string plainName, CancellationToken cancellationToken)
    {
        var rows = await database.ListAsync(Purpose, FindTables, MapColumn, cancellationToken, plainName, database.Schema)
            .ConfigureAwait(false);
        return [.. rows
            .GroupBy(static row => (row.Table.Schema, row.Table.Name))
            .Select(static table => WithColumns(
                table.First().Table,
                [.. table
                    .GroupBy(static row => row.Column.Name, StringComparer.Ordinal)
                    .Select(static column => WithKeys(
                        column.First().Column, [.. column.Select(static row => row.Key).OfType<PositionsForeignKey>()]))]))];
    }

    public async ValueTask<bool> HasRowsAsync(PositionsTable table, CancellationToken cancellationToken) =>
        (await database.ListAsync(Purpose, $"SELECT EXISTS (SELECT FROM {Quoted(table)})", static row => row.Flag(0), cancellationToken)
            .ConfigureAwait(false))[0];

    public ValueTask<IReadOnlyList<OpenPositionGroup>> ReadOpenAsync(PositionsPlace place, CancellationToken cancellationToken)
    {
        var (token, closedAt) = ($"p.{PostgresIdentifier.Quote(place.Token.Name)}", $"p.{PostgresIdentifier.Quote(place.ClosedAt.Name)}");
        return database.ListAsync(
            Purpose,
            $"""
            SELECT {token}::text, count(*), max({closedAt}::text) FROM {Quoted(place.Table)} p
            WHERE ({PostgresClosingTime.IsClosed(closedAt, place.ClosedAt.Type)}) IS NOT TRUE GROUP BY 1
            """,
            static row => new OpenPositionGroup(row.TextOrNull(0), row.Long(1)) { ClosedAt = row.TextOrNull(2) },
            cancellationToken);
    }

    public ValueTask<IReadOnlyList<string>> FindStrayNumbersAsync(
        PositionsPlace place, int limit, CancellationToken cancellationToken) => database.ListAsync(
        Purpose,
        $"""
        SELECT v.token
        FROM (SELECT DISTINCT btrim(p.{PostgresIdentifier.Quote(place.Token.Name)}::text) AS token FROM {Quoted(place.Table)} p) v
        WHERE v.token ~ '^[0-9]+$' AND NOT EXISTS (SELECT FROM {database.QuotedSchema}.tracked_tokens t WHERE t.id::text = v.token)
            AND NOT EXISTS (SELECT FROM {database.QuotedSchema}.tracked_tokens t WHERE t.symbol = v.token)
        ORDER BY v.token LIMIT $1
        """,
        static row => row.Text(0),
        cancellationToken,
        limit);

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

    private static PositionsTable WithColumns(PositionsTable table, IReadOnlyList<PositionsColumn> columns) =>
        new(table.Schema, table.Name, table.HidesRows, columns) { IsOfAnotherEngine = table.IsOfAnotherEngine, Sources = table.Sources };

    private static PositionsColumn WithKeys(PositionsColumn column, IReadOnlyList<PositionsForeignKey> keys) =>
        new(column.Name, column.IsWhole, column.IsRequired) { Type = column.Type, ForeignKeys = keys };

    private static string Quoted(PositionsTable table) =>
        $"{PostgresIdentifier.Quote(table.Schema!)}.{PostgresIdentifier.Quote(table.Name)}";

    private static (PositionsTable Table, PositionsColumn Column, PositionsForeignKey? Key) MapColumn(StoredRow row) =>
        (
            new PositionsTable(row.Text(0), row.Text(1), row.Flag(2), [])
            {
                IsOfAnotherEngine = row.Flag(3),
                Sources = row.TextOrNull(4)?.Split('\n') ?? [],
            },
            new PositionsColumn(row.Text(5), row.Flag(6), row.Flag(7)) { Type = row.Text(8) },
            row.IsNull(9) ? null : new PositionsForeignKey(row.Text(9), row.Text(10), row.Text(11)) { IsOfAnotherEngine = row.Flag(12) });

    private static PositionMatch MapMatch(StoredRow row) => new(row.Text(0), row.Text(1), (PositionToken)row.Int(2));
}
