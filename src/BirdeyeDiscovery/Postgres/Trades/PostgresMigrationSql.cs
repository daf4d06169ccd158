namespace BirdeyeDiscovery;

/// <summary>The SQL of <c>token_migrations</c>, which finds for a trade the row that an address has today.</summary>
internal sealed class PostgresMigrationSql(string schema) : IPostgresSql<PostgresMigrationSql>
{
    public string Insert { get; } = $"INSERT INTO {schema}.token_migrations (old_address, new_address, migrated_at) VALUES ($1, $2, $3)";

    public string SelectStep { get; } = $"SELECT new_address FROM {schema}.token_migrations WHERE old_address = $1";

    public string SelectAddresses { get; } = $"SELECT unnest({Addresses(schema)})";

    /// <summary>
    /// Gets for a trade the address at the end of the migration chain of <c>$1</c>, and no row for a circular chain. Each step looks up the
    /// next one itself, because a NOT EXISTS at the end is planned as a scan of all migrations.
    /// </summary>
    public static string Last(string schema) =>
        $"""
        WITH RECURSIVE chain (address, next) AS (
            SELECT $1::text, (SELECT m.new_address FROM {schema}.token_migrations m WHERE m.old_address = $1::text) UNION
            SELECT c.next, (SELECT m.new_address FROM {schema}.token_migrations m WHERE m.old_address = c.next)
            FROM chain c WHERE c.next IS NOT NULL)
        SELECT address FROM chain WHERE next IS NULL
        """;

    /// <summary>
    /// Gets the beginning of a query for trades in which <c>members</c> maps each address of a migration chain to the current address of
    /// its token. It contains neither addresses that never migrated nor those of a circular chain.
    /// </summary>
    public static string Members(string schema) =>
        $"""
        WITH RECURSIVE steps (address, token) AS (
            SELECT old_address, new_address FROM {schema}.token_migrations
            UNION SELECT s.address, m.new_address FROM steps s JOIN {schema}.token_migrations m ON m.old_address = s.token),
        ends (address, token) AS (
            SELECT address, token FROM steps s WHERE NOT EXISTS (SELECT 1 FROM {schema}.token_migrations m WHERE m.old_address = s.token)),
        members (address, token) AS MATERIALIZED (SELECT address, token FROM ends UNION SELECT token, token FROM ends)
        """;

    /// <summary>
    /// Gets an array of every address that migrations link to the token of a trade. UNION ends the recursion where they form a circle.
    /// </summary>
    public static string Addresses(string schema, string address = "$1::text") =>
        $"""
        ARRAY(WITH RECURSIVE chain (address) AS (
            SELECT {address} UNION
            SELECT CASE WHEN m.old_address = c.address THEN m.new_address ELSE m.old_address END
            FROM chain c JOIN {schema}.token_migrations m ON m.old_address = c.address OR m.new_address = c.address)
        SELECT address FROM chain)
        """;

    public static PostgresMigrationSql Compose(string schema) => new(schema);
}
