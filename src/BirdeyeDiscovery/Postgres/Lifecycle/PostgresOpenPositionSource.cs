namespace BirdeyeDiscovery;

/// <summary>Reads the bot's positions from a table in the same database. What cannot be read is unknown, never flat.</summary>
internal sealed class PostgresOpenPositionSource(PostgresDatabase database, PositionsTableOptions options) : IOpenPositionSource
{
    private readonly string _table =
        $"{PostgresIdentifier.Quote(options.Schema ?? database.Schema)}.{PostgresIdentifier.Quote(options.Table)}";

    public async ValueTask<IReadOnlyDictionary<string, PositionState>> GetAsync(IReadOnlyCollection<string> addresses, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(addresses);
        var asked = addresses.Distinct(StringComparer.Ordinal).ToArray();
        try
        {
            var exists = await database.ListAsync(
                "look for the positions table", "SELECT to_regclass($1) IS NOT NULL", Answers, cancellationToken, _table).ConfigureAwait(false);
            if (!exists[0])
            {
                return asked.ToDictionary(static address => address, _ => options.WithoutTable, StringComparer.Ordinal);
            }

            var found = await database.ListAsync<KeyValuePair<string, PositionState>>(
                "read positions", Query(asked.Any(TokenAddress.IsEvm)), States, cancellationToken, [asked]).ConfigureAwait(false);
            return new Dictionary<string, PositionState>(found, StringComparer.Ordinal);
        }
        catch (DiscoveryStoreException)
        {
            return asked.ToDictionary(static address => address, static _ => PositionState.Unknown, StringComparer.Ordinal);
        }
    }

    private static PostgresRows<bool> Answers { get; } = new(static row => row.GetBoolean(0));

    private static PostgresRows<KeyValuePair<string, PositionState>> States { get; } = new(static row => KeyValuePair.Create(
        row.GetString(0), row.IsDBNull(1) ? PositionState.Unknown : row.GetBoolean(1) ? PositionState.Open : PositionState.Flat));

    private string Query(bool isEvm) => options.Token switch
    {
        PositionToken.Symbol => BySymbol(),
        PositionToken.Id => ById(),
        _ => ByAddress(isEvm ? $"lower(p.{Token}) = lower(a.address)" : $"p.{Token} = a.address"),
    };

    // Bots write addresses of EVM chains with the capitals of their checksum. All of an engine's tokens are of one chain.
    private string ByAddress(string isOfToken) =>
        $"""
        SELECT a.address, EXISTS (SELECT 1 FROM {_table} p WHERE {isOfToken} AND p.{ClosedAt} IS NULL) FROM unnest($1::text[]) AS a (address)
        """;

    // Symbols change: a position opened under an earlier one is still open.
    private string BySymbol() => ByRow(
        $"""
        p.{Token} = t.symbol OR EXISTS (SELECT 1 FROM {database.QuotedSchema}.token_scores s WHERE s.token_address = a.address AND s.symbol = p.{Token})
        """);

    private string ById() => ByRow($"p.{Token} = t.id");

    // A token without a row has no symbol and no number to look for. An address that migrated has neither: they are those of the one that it became, which is
    // asked too, and to call it unknown would keep that token for ever.
    private string ByRow(string isOfToken) =>
        $"""
        SELECT a.address, CASE
            WHEN t.address IS NULL AND NOT EXISTS (SELECT 1 FROM {database.QuotedSchema}.token_migrations m WHERE m.old_address = a.address) THEN NULL
            ELSE EXISTS (SELECT 1 FROM {_table} p WHERE p.{ClosedAt} IS NULL AND ({isOfToken})) END
        FROM unnest($1::text[]) AS a (address) LEFT JOIN {database.QuotedSchema}.tracked_tokens t ON t.address = a.address
        """;

    private string Token => PostgresIdentifier.Quote(options.TokenColumn);

    private string ClosedAt => PostgresIdentifier.Quote(options.ClosedAtColumn);
}
