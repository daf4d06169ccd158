using Microsoft.Data.Sqlite;

namespace BirdeyeDiscovery;

/// <summary>The SQL of <c>token_migrations</c>, which finds for a trade the row that an address has today.</summary>
internal static class SqliteMigrationSql
{
    // In the query for the last address of a migrated token, UNION, not UNION ALL, ends the recursion if the migrations form a circle. A
    // circle has no last address, so the query then returns no row.
    private const string SelectLast =
        """
        WITH RECURSIVE chain (address) AS (
            SELECT ?1 UNION SELECT m.new_address FROM chain c JOIN token_migrations m ON m.old_address = c.address)
        SELECT address FROM chain c WHERE NOT EXISTS (SELECT 1 FROM token_migrations m WHERE m.old_address = c.address)
        """;

    private const string SelectFamily =
        """
        WITH RECURSIVE family (address) AS (
            SELECT ?1 UNION SELECT m.old_address FROM family f JOIN token_migrations m ON m.new_address = f.address)
        SELECT f.address FROM family f
        WHERE EXISTS (SELECT 1 FROM trade_closes t WHERE t.token_address = f.address AND t.token_category IS NULL)
        """;

    /// <summary>
    /// A query for every address that the token of <c>?1</c> has had, also for its trades. UNION ends the recursion of a circular chain.
    /// </summary>
    public const string Addresses = $"WITH RECURSIVE chain (address) AS (SELECT ?1 {OtherAddresses}";

    /// <summary>A query for every address that the token of <c>?2</c> has had, also for its trades.</summary>
    public const string AddressesOfSecond = $"WITH RECURSIVE chain (address) AS (SELECT ?2 {OtherAddresses}";

    private const string OtherAddresses =
        """
        UNION
            SELECT CASE WHEN m.old_address = c.address THEN m.new_address ELSE m.old_address END
            FROM chain c JOIN token_migrations m ON m.old_address = c.address OR m.new_address = c.address)
        SELECT address FROM chain
        """;

    /// <summary>
    /// The beginning of a query in which <c>members</c> maps each address of a chain to the current address of its token. It contains
    /// neither addresses that never migrated nor those of a circular chain.
    /// </summary>
    public const string Members =
        """
        WITH RECURSIVE steps (address, token) AS (
            SELECT old_address, new_address FROM token_migrations
            UNION SELECT s.address, m.new_address FROM steps s JOIN token_migrations m ON m.old_address = s.token),
        ends (address, token) AS (
            SELECT address, token FROM steps s WHERE NOT EXISTS (SELECT 1 FROM token_migrations m WHERE m.old_address = s.token)),
        members (address, token) AS MATERIALIZED (SELECT address, token FROM ends UNION SELECT token, token FROM ends)

        """;

    public const string Insert = "INSERT INTO token_migrations (old_address, new_address, migrated_at) VALUES (?1, ?2, ?3)";
    private const string SelectStep = "SELECT new_address FROM token_migrations WHERE old_address = ?1";
    private const string SelectAll = "SELECT old_address, new_address FROM token_migrations";

    /// <summary>Finds the address to which a trade's token migrated, one step only.</summary>
    public static string? Step(SqliteTransaction transaction, string address)
    {
        using var query = transaction.Query(SelectStep, address);
        return query.ExecuteScalar() as string;
    }

    public static Dictionary<string, string> ReadAll(SqliteTransaction transaction, CancellationToken cancellationToken) => new(
        transaction.List(SelectAll, static row => KeyValuePair.Create(row.Text(0), row.Text(1)), cancellationToken),
        StringComparer.Ordinal);

    public static string Resolve(SqliteTransaction transaction, string address)
    {
        using var query = transaction.Query(SelectLast, address);
        return query.ExecuteScalar() as string ?? address;
    }

    /// <summary>Finds the addresses with closes of trades that do not count yet and whose migrations lead to a token.</summary>
    public static IEnumerable<string> Uncounted(SqliteTransaction transaction, string address, CancellationToken cancellationToken) =>
        transaction.List(SelectFamily, static row => row.Text(0), cancellationToken, address)
            .Where(member => Resolve(transaction, member) == address);
}
