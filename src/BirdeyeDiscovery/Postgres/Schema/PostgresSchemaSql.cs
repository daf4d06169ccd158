using System.Text.RegularExpressions;

namespace BirdeyeDiscovery;

/// <summary>The statements about the schema as a whole.</summary>
internal static partial class PostgresSchemaSql
{
    public const string HasJournal =
        "SELECT EXISTS (SELECT FROM pg_class c JOIN pg_namespace n ON n.oid = c.relnamespace "
        + "WHERE n.nspname = $1 AND c.relname = 'discovery_schema_versions')";

    /// <summary>
    /// Lists the columns, constraints, indexes, triggers and functions that the schema has. Only the requested tables and functions are
    /// listed, because a schema may also hold objects of other applications. Constraints and indexes are listed by name, because their text
    /// changes with the version of the server and those of single partitions come and go.
    /// </summary>
    public const string ReadObjects =
        """
        SELECT c.relname || '.' || a.attname || ' ' || format_type(a.atttypid, a.atttypmod)
            || CASE WHEN a.attnotnull THEN ' NOT NULL' ELSE '' END
        FROM pg_class c JOIN pg_namespace n ON n.oid = c.relnamespace
            JOIN pg_attribute a ON a.attrelid = c.oid AND a.attnum > 0 AND NOT a.attisdropped
        WHERE n.nspname = $1 AND c.relkind IN ('r', 'p') AND c.relname = ANY ($2)
        UNION ALL
        SELECT c.relname
            || CASE k.contype WHEN 'p' THEN ' PRIMARY KEY ' WHEN 'u' THEN ' UNIQUE ' WHEN 'f' THEN ' FOREIGN KEY ' ELSE ' CHECK ' END
            || k.conname
        FROM pg_class c JOIN pg_namespace n ON n.oid = c.relnamespace
            JOIN pg_constraint k ON k.conrelid = c.oid AND k.contype IN ('p', 'u', 'f', 'c') AND k.conparentid = 0 AND k.convalidated
        WHERE n.nspname = $1 AND c.relname = ANY ($2)
        UNION ALL
        SELECT c.relname || ' INDEX ' || i.relname
        FROM pg_class c JOIN pg_namespace n ON n.oid = c.relnamespace
            JOIN pg_index x ON x.indrelid = c.oid AND x.indisvalid JOIN pg_class i ON i.oid = x.indexrelid
        WHERE n.nspname = $1 AND c.relname = ANY ($2)
        UNION ALL
        SELECT p.proname || '(' || pg_get_function_identity_arguments(p.oid) || ')'
        FROM pg_proc p JOIN pg_namespace n ON n.oid = p.pronamespace
        WHERE n.nspname = $1 AND p.proname = ANY ($2)
        UNION ALL
        SELECT c.relname || ' TRIGGER ' || g.tgname
        FROM pg_class c JOIN pg_namespace n ON n.oid = c.relnamespace
            JOIN pg_trigger g ON g.tgrelid = c.oid AND NOT g.tgisinternal AND g.tgenabled IN ('O', 'A')
        WHERE n.nspname = $1 AND c.relname = ANY ($2)
        ORDER BY 1
        """;

    /// <summary>Gets the names of the tables and functions that the schema scripts create.</summary>
    public static string[] Objects { get; } =
        [.. PostgresSchemaScript.All.SelectMany(step => Creations().Matches(step.Sql))
            .Select(match => match.Groups[1].Value)
            .Append("discovery_schema_versions")];

    // The time-outs of a role are set for its cycles, and a schema script may take longer. The search path makes the scripts look up names
    // in this schema only.
    public static string Lock(string schema) =>
        $"""
        SET LOCAL statement_timeout = '5min';
        SET LOCAL lock_timeout = '5min';
        SET LOCAL search_path = {PostgresIdentifier.Quote(schema)};
        SELECT pg_advisory_xact_lock(hashtextextended('birdeye_discovery.schema.{schema.Replace("'", "''", StringComparison.Ordinal)}', 0))
        """;

    // The schema's existence is checked first, because CREATE SCHEMA requires a right on the database even if the schema exists.
    public static string CreateJournal(string schema) =>
        $"""
        DO $do$
        BEGIN
            IF NOT EXISTS (SELECT FROM pg_namespace WHERE nspname = '{schema.Replace("'", "''", StringComparison.Ordinal)}') THEN
                CREATE SCHEMA {PostgresIdentifier.Quote(schema)};
            END IF;
        END
        $do$;
        CREATE TABLE IF NOT EXISTS {PostgresIdentifier.Quote(schema)}.discovery_schema_versions (
            version integer PRIMARY KEY, name text NOT NULL, checksum text NOT NULL, objects text[] NOT NULL,
            applied_at timestamptz NOT NULL DEFAULT now())
        """;

    // The journal of schema scripts lacks the column compatible_from until a later script adds it. Reading the row as JSON yields null for
    // a missing column.
    public static string ReadJournal(string schema) =>
        $"""
        SELECT version, name, checksum, (to_jsonb(v) ->> 'compatible_from')::integer
        FROM {PostgresIdentifier.Quote(schema)}.discovery_schema_versions v ORDER BY version
        """;

    /// <summary>
    /// Lists the schema objects that this version of the library needs: the objects that existed after its own last script, except those
    /// that a newer, compatible script removed.
    /// </summary>
    public static string ReadExpected(string schema) =>
        $"""
        SELECT o FROM unnest((
            SELECT objects FROM {PostgresIdentifier.Quote(schema)}.discovery_schema_versions
            WHERE version <= $3 ORDER BY version DESC LIMIT 1)) o
        INTERSECT
        SELECT o FROM unnest((
            SELECT objects FROM {PostgresIdentifier.Quote(schema)}.discovery_schema_versions
            ORDER BY version DESC LIMIT 1)) o
        """;

    public static string WriteJournal(string schema) =>
        $"INSERT INTO {PostgresIdentifier.Quote(schema)}.discovery_schema_versions (version, name, checksum, objects) "
        + $"SELECT $3, $4, $5, ARRAY({ReadObjects})";

    public static string WriteCompatible(string schema) =>
        $"UPDATE {PostgresIdentifier.Quote(schema)}.discovery_schema_versions SET compatible_from = $2 WHERE version = $1";

    [GeneratedRegex(@"^CREATE (?:TABLE|FUNCTION) (\w+)", RegexOptions.Multiline | RegexOptions.CultureInvariant)]
    private static partial Regex Creations();
}
