namespace BirdeyeDiscovery;

/// <summary>The SQL of <c>token_migrations</c>.</summary>
internal sealed class PostgresMigrationSql(string schema)
{
    public string Insert { get; } = $"INSERT INTO {schema}.token_migrations (old_address, new_address, migrated_at) VALUES ($1, $2, $3)";

    public string SelectStep { get; } = $"SELECT new_address FROM {schema}.token_migrations WHERE old_address = $1";

    public string SelectAddresses { get; } = $"SELECT unnest({Addresses(schema)})";

    public static PostgresRows<string> Texts { get; } = new(static row => row.GetString(0));

    /// <summary>
    /// The address at the end of the chain of <c>$1</c>, and no row for a chain that leads in circles. Each step looks for the next one itself: a NOT EXISTS at
    /// the end is planned as a scan of all migrations.
    /// </summary>
    public static string Last(string schema) =>
        $"""
        WITH RECURSIVE chain (address, next) AS (
            SELECT $1::text, (SELECT m.new_address FROM {schema}.token_migrations m WHERE m.old_address = $1::text) UNION
            SELECT c.next, (SELECT m.new_address FROM {schema}.token_migrations m WHERE m.old_address = c.next) FROM chain c WHERE c.next IS NOT NULL)
        SELECT address FROM chain WHERE next IS NULL
        """;

    /// <summary>An array of every address that the token of <c>$1</c> has had; UNION, so that a chain that leads in circles ends.</summary>
    public static string Addresses(string schema) =>
        $"""
        ARRAY(WITH RECURSIVE chain (address) AS (
            SELECT $1::text UNION
            SELECT CASE WHEN m.old_address = c.address THEN m.new_address ELSE m.old_address END
            FROM chain c JOIN {schema}.token_migrations m ON m.old_address = c.address OR m.new_address = c.address)
        SELECT address FROM chain)
        """;
}
