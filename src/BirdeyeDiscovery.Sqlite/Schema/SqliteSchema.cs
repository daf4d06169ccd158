using System.Text.RegularExpressions;
using Microsoft.Data.Sqlite;

namespace BirdeyeDiscovery;

/// <summary>Updates the SQLite schema, or compares it with what this version needs.</summary>
internal static partial class SqliteSchema
{
    private const string CreateJournal =
        """
        CREATE TABLE IF NOT EXISTS discovery_schema_versions (
            version INTEGER PRIMARY KEY, name TEXT NOT NULL, checksum TEXT NOT NULL, applied_at TEXT NOT NULL) STRICT
        """;

    private const string HasJournal = "SELECT count(*) FROM sqlite_master WHERE type = 'table' AND name = 'discovery_schema_versions'";
    private const string HasCompatible =
        "SELECT count(*) FROM pragma_table_info('discovery_schema_versions') WHERE name = 'compatible_from'";
    private const string ReadJournal = "SELECT version, name, checksum, NULL FROM discovery_schema_versions ORDER BY version";
    private const string ReadJournalWithCompatible =
        "SELECT version, name, checksum, compatible_from FROM discovery_schema_versions ORDER BY version";
    private const string WriteCompatible = "UPDATE discovery_schema_versions SET compatible_from = ?2 WHERE version = ?1";
    private const string WriteJournal =
        "INSERT INTO discovery_schema_versions (version, name, checksum, applied_at) VALUES (?1, ?2, ?3, ?4)";

    private const string ReadObjects =
        """
        SELECT t.name || '.' || c.name || ' ' || c.type || CASE WHEN c."notnull" THEN ' NOT NULL' ELSE '' END
        FROM sqlite_master t, pragma_table_info(t.name) c
        WHERE t.type = 'table' AND t.name NOT LIKE 'sqlite_%'
        UNION ALL
        SELECT tbl_name || ' ' || upper(type) || ' ' || name FROM sqlite_master
        WHERE type IN ('index', 'trigger') AND name NOT LIKE 'sqlite_%'
        """;

    public static async ValueTask InitializeAsync(SqliteDatabase database, SchemaMode mode, CancellationToken cancellationToken)
    {
        if (mode == SchemaMode.None)
        {
            return;
        }

        if (mode == SchemaMode.Validate)
        {
            await database.ReadAsync(
                "check the schema",
                (transaction, _) => Validate(transaction, database.Path),
                cancellationToken).ConfigureAwait(false);
            return;
        }

        database.Create();
        await database.WriteAsync(
            "apply the schema",
            (transaction, _) => Apply(transaction, database),
            cancellationToken).ConfigureAwait(false);
    }

    // The transaction of a schema update is immediate: when several hosts start at once, one applies the scripts and the others find
    // nothing left to do.
    private static bool Apply(SqliteTransaction transaction, SqliteDatabase database)
    {
        transaction.Execute(CreateJournal);
        var applied = CheckJournal(transaction, database.Path);
        if (applied == 0)
        {
            CheckEmpty(transaction, database.Path);
        }

        foreach (var step in SqliteSchemaScript.All.Skip(applied))
        {
            transaction.Execute(step.Sql);
            transaction.Execute(
                WriteJournal, step.Version, step.Name, step.Checksum, SqliteValue.Time(database.Clock.GetUtcNow()));

            // compatible_from is written only for a schema script after which older libraries can still run. The first script is not one of
            // these, and the journal of scripts has no such column before the second.
            if (step.CompatibleFrom < step.Version)
            {
                transaction.Execute(WriteCompatible, step.Version, step.CompatibleFrom);
            }
        }

        CheckObjects(transaction, database.Path);
        transaction.Commit();
        return true;
    }

    // The SQLite schema refuses a table with one of these names. In PostgreSQL, tables that were made by hand with the SQL of the first
    // design are adopted (docs/adopting.md). That SQL does not run in SQLite, so the table belongs to something else.
    private static void CheckEmpty(SqliteTransaction transaction, string path)
    {
        var names = transaction.List(
            "SELECT name FROM sqlite_master WHERE type IN ('table', 'view')", static row => row.Text(0), CancellationToken.None);
        var own = TableNames().Matches(SqliteSchemaScript.All[0].Sql).Select(static match => match.Groups[1].Value);
        var taken = names.Intersect(own, StringComparer.OrdinalIgnoreCase).ToList();
        if (taken.Count > 0)
        {
            throw new DiscoveryStoreException(
                $"The file '{path}' has {string.Join(", ", taken)}, which this library did not make; give the library a file of its own, "
                + "or rename them (ALTER TABLE ... RENAME TO ...).");
        }
    }

    private static bool Validate(SqliteTransaction transaction, string path)
    {
        using var has = transaction.Query(HasJournal);
        if (has.ExecuteScalar() is not 1L)
        {
            throw new DiscoveryStoreException($"'{path}' has no discovery schema; start once with Storage:SchemaMode = Apply.");
        }

        if (CheckJournal(transaction, path) is var applied && applied < SqliteSchemaScript.All.Count)
        {
            throw new DiscoveryStoreException(
                $"The schema of '{path}' is at version {applied}, this library needs {SqliteSchemaScript.All.Count}; "
                + "start once with Storage:SchemaMode = Apply.");
        }

        CheckObjects(transaction, path);
        return true;
    }

    private static int CheckJournal(SqliteTransaction transaction, string path)
    {
        // The second schema script added the column compatible_from, so an older journal of scripts does not have it.
        using var has = transaction.Query(HasCompatible);
        var rows = transaction.List(
            has.ExecuteScalar() is 1L ? ReadJournalWithCompatible : ReadJournal,
            static row => new JournalRow(row.Int(0), row.Text(1), row.Text(2), row.IntOrNull(3)),
            CancellationToken.None);
        for (var index = 0; index < rows.Count; index++)
        {
            if (index >= SqliteSchemaScript.All.Count)
            {
                CheckNewer(rows[index], rows[^1], path);
                continue;
            }

            var known = SqliteSchemaScript.All[index];
            if (rows[index].Version != known.Version || !string.Equals(rows[index].Checksum, known.Checksum, StringComparison.Ordinal))
            {
                throw new DiscoveryStoreException(
                    $"The schema of '{path}' was made by another script: version {rows[index].Version} ({rows[index].Name}) "
                    + $"has checksum {rows[index].Checksum}, expected is {known.Checksum} of {known.Name}.");
            }
        }

        return rows.Count;
    }

    // Every newer schema script records which libraries may run after it, so that a host of the previous version keeps running while the
    // others are updated.
    private static void CheckNewer(JournalRow step, JournalRow last, string path)
    {
        if (step.CompatibleFrom is not { } compatible || compatible > SqliteSchemaScript.All.Count)
        {
            throw new DiscoveryStoreException(
                $"The schema of '{path}' is at version {last.Version} ({last.Name}), newer than the {SqliteSchemaScript.All.Count} "
                + $"this library knows, and step {step.Version} ({step.Name}) may be used by libraries of version "
                + $"{step.CompatibleFrom ?? step.Version} and above only; update the library.");
        }
    }

    // The journal of schema scripts records what was run, not what exists: this check finds a table that was dropped or changed since,
    // before the first cycle does.
    private static void CheckObjects(SqliteTransaction transaction, string path)
    {
        using var pattern = new SqliteConnection("Data Source=:memory:;Pooling=False");
        pattern.Open();
        using var made = pattern.BeginTransaction();
        made.Execute(CreateJournal);
        foreach (var step in SqliteSchemaScript.All)
        {
            made.Execute(step.Sql);
        }

        var missing = Objects(made).Except(Objects(transaction), StringComparer.Ordinal).ToList();
        if (missing.Count > 0)
        {
            throw new DiscoveryStoreException(
                $"The schema of '{path}' differs from what this library needs; missing or different: {string.Join(", ", missing)}.");
        }
    }

    private static List<string> Objects(SqliteTransaction transaction) =>
        transaction.List(ReadObjects, static row => row.Text(0), CancellationToken.None);

    [GeneratedRegex(@"^CREATE TABLE (\w+)", RegexOptions.Multiline | RegexOptions.CultureInvariant)]
    private static partial Regex TableNames();

    private sealed record JournalRow(int Version, string Name, string Checksum, int? CompatibleFrom);
}
