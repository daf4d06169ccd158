namespace BirdeyeDiscovery;

/// <summary>The look-ups in the bot's table. Columns are qualified: some builds of SQLite read an unknown bare quoted name as a text, and every position would look closed.</summary>
internal static class SqlitePositionSql
{
    public const string TableExists = "SELECT EXISTS (SELECT 1 FROM sqlite_master WHERE type IN ('table', 'view') AND name = ?1 COLLATE NOCASE)";

    // Bots write addresses of EVM chains with the capitals of their checksum.
    public static string ByAddress(PositionsTableOptions options, bool isEvm) =>
        $"""
        SELECT EXISTS (SELECT 1 FROM "{options.Table}" AS p WHERE p."{options.TokenColumn}" = ?1{(isEvm ? " COLLATE NOCASE" : "")} AND p."{options.ClosedAtColumn}" IS NULL)
        """;

    // Symbols change: a position opened under an earlier one is still open.
    public static string BySymbol(PositionsTableOptions options) => ByRow(
        options,
        $"""
        p."{options.TokenColumn}" IN (SELECT symbol FROM tracked_tokens WHERE address = ?1)
            OR EXISTS (SELECT 1 FROM token_scores s WHERE s.token_address = ?1 AND s.symbol = p."{options.TokenColumn}")
        """);

    public static string ById(PositionsTableOptions options) => ByRow(options, $"""p."{options.TokenColumn}" IN (SELECT id FROM tracked_tokens WHERE address = ?1)""");

    // A token without a row has no symbol and no number to look for. An address that migrated has neither: they are those of the one that it became, which is
    // asked too, and to call it unknown would keep that token for ever.
    private static string ByRow(PositionsTableOptions options, string isOfToken) =>
        $"""
        SELECT CASE
            WHEN NOT EXISTS (SELECT 1 FROM tracked_tokens WHERE address = ?1) AND NOT EXISTS (SELECT 1 FROM token_migrations WHERE old_address = ?1) THEN NULL
            ELSE EXISTS (SELECT 1 FROM "{options.Table}" AS p WHERE p."{options.ClosedAtColumn}" IS NULL AND ({isOfToken})) END
        """;
}
