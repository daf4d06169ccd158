using System.Globalization;

namespace BirdeyeDiscovery;

/// <summary>
/// The SQL of the look-ups in the bot's table of positions. Columns are qualified, because some builds of SQLite read an unknown bare
/// quoted name as a text, and every position would look closed.
/// </summary>
internal static class SqlitePositionSql
{
    // In the search for the bot's table of positions, SQLite reports the names in a foreign key as their author spelled them, so names of
    // tracked_tokens are compared in lower case. A foreign key that names no column refers to the primary key.
    public const string FindTables =
        """
        SELECT m.name, c.name, c.type, c."notnull", CASE lower(k."table") WHEN 'tracked_tokens' THEN 'tracked_tokens' ELSE k."table" END,
            coalesce(CASE lower(k."table") WHEN 'tracked_tokens' THEN lower(k."to") ELSE k."to" END,
                (SELECT p.name FROM pragma_table_info(k."table") AS p WHERE p.pk = 1), '')
        FROM sqlite_master AS m, pragma_table_info(m.name) AS c
        LEFT JOIN pragma_foreign_key_list(m.name) AS k ON k."from" = c.name COLLATE NOCASE
        WHERE m.type IN ('table', 'view') AND lower(replace(m.name, '_', '')) = ?1 ORDER BY m.name, c.cid, k.id, k.seq
        """;

    public const string IsKnown =
        "SELECT EXISTS (SELECT 1 FROM tracked_tokens WHERE address = ?1) OR EXISTS (SELECT 1 FROM token_migrations WHERE old_address = ?1)";

    /// <summary>
    /// Gets the tokens that a text (?1) in the bot's table of positions names. The text may also be a number (?2) or an EVM address (?3),
    /// whose letter case has no meaning.
    /// </summary>
    public static string Match { get; } = string.Create(
        CultureInfo.InvariantCulture,
        $"""
        SELECT address, {(int)PositionToken.Address} FROM tracked_tokens WHERE address = ?1 OR (?3 AND address = ?1 COLLATE NOCASE)
        UNION ALL SELECT old_address, {(int)PositionToken.Address} FROM token_migrations
            WHERE old_address = ?1 OR (?3 AND old_address = ?1 COLLATE NOCASE)
        UNION ALL SELECT address, {(int)PositionToken.Symbol} FROM tracked_tokens WHERE symbol = ?1
        UNION ALL SELECT address, {(int)PositionToken.Id} FROM tracked_tokens WHERE id = ?2
        """);

    public static string Earlier { get; } = string.Create(
        CultureInfo.InvariantCulture,
        $"SELECT ?2, {(int)PositionToken.Symbol} WHERE EXISTS (SELECT 1 FROM token_scores s WHERE s.token_address = ?2 AND s.symbol = ?1)");

    public static string EarlierOfAll { get; } = string.Create(
        CultureInfo.InvariantCulture,
        $"""
        SELECT DISTINCT s.token_address, {(int)PositionToken.Symbol} FROM token_scores s WHERE s.symbol = ?1 AND s.token_address IN (
            SELECT address FROM tracked_tokens WHERE status <> 'removed' UNION SELECT old_address FROM token_migrations)
        """);

    public static string HasRows(PositionsTable table) => $"SELECT EXISTS (SELECT 1 FROM {Quoted(table.Name)})";

    /// <summary>Gets the open positions, of which each has a closing time that is no time up to a date (?1) and a second (?2).</summary>
    public static string Open(PositionsPlace place) =>
        $"""
        SELECT CAST(p.{Quoted(place.Token.Name)} AS TEXT), count(*), max(CAST(p.{Quoted(place.ClosedAt.Name)} AS TEXT))
        FROM {Quoted(place.Table.Name)} AS p
        WHERE ({IsClosed(place.ClosedAt)}) IS NOT 1 GROUP BY 1
        """;

    public static string StrayNumbers(PositionsPlace place) =>
        $"""
        SELECT v.token
        FROM (SELECT DISTINCT trim(CAST(p.{Quoted(place.Token.Name)} AS TEXT)) AS token FROM {Quoted(place.Table.Name)} AS p) AS v
        WHERE v.token <> '' AND v.token NOT GLOB '*[^0-9]*' AND v.token NOT IN (SELECT CAST(t.id AS TEXT) FROM tracked_tokens t)
            AND v.token NOT IN (SELECT t.symbol FROM tracked_tokens t)
        ORDER BY v.token LIMIT ?1
        """;

    // Gets the SQL condition that a position in SQLite is closed. A column holds values of any type, so each closing time is read by the
    // type of its value. SQLite has no Boolean type: a 1 means closed only if the declared type of the column contains BOOL.
    private static string IsClosed(PositionsColumn closedAt)
    {
        var value = $"p.{Quoted(closedAt.Name)}";
        var text = $"trim(CAST({value} AS TEXT))";
        var flag = closedAt.Type?.Contains("BOOL", StringComparison.OrdinalIgnoreCase) == true ? $"{value} = 1 OR " : "";
        return $"""
            CASE typeof({value})
                WHEN 'integer' THEN {flag}{IsNumber(value)}
                WHEN 'real' THEN {IsNumber(value)}
                WHEN 'text' THEN CASE WHEN {text} NOT GLOB '*[^0-9.]*' THEN {IsNumber($"CAST({text} AS REAL)")}
                    ELSE {text} GLOB '[0-9][0-9][0-9][0-9]-[0-9][0-9]-[0-9][0-9]*' AND date(substr({text}, 1, 10)) IS NOT NULL
                        AND (length({text}) = 10 OR substr({text}, 11) GLOB '[Tt ][0-9][0-9]:[0-9][0-9]*') AND {text} NOT LIKE '%BC'
                        AND substr({text}, 1, 10)
                            BETWEEN '{PositionsPlace.EarliestClosing.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture)}' AND ?1
                    END
            END
            """;
    }

    private static string IsNumber(string number)
    {
        var earliest = PositionsPlace.EarliestClosing.ToUnixTimeSeconds();
        return string.Create(
            CultureInfo.InvariantCulture,
            $"({number} >= {earliest} AND {number} < ?2 OR {number} >= {earliest * 1000} AND {number} < ?2 * 1000)");
    }

    private static string Quoted(string name) => $"\"{name.Replace("\"", "\"\"", StringComparison.Ordinal)}\"";
}
