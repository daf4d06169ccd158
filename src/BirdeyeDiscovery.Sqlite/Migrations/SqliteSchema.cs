using Microsoft.Data.Sqlite;

namespace BirdeyeDiscovery;

/// <summary>Brings the schema up to date, or compares it with what this version needs.</summary>
internal static class SqliteSchema
{
    private const string CreateJournal =
        """
        CREATE TABLE IF NOT EXISTS discovery_schema_versions (
            version INTEGER PRIMARY KEY, name TEXT NOT NULL, checksum TEXT NOT NULL, applied_at TEXT NOT NULL) STRICT
        """;

    private const string HasJournal = "SELECT count(*) FROM sqlite_master WHERE type = 'table' AND name = 'discovery_schema_versions'";
    private const string ReadJournal = "SELECT version, name, checksum FROM discovery_schema_versions ORDER BY version";
    private const string WriteJournal = "INSERT INTO discovery_schema_versions (version, name, checksum, applied_at) VALUES (?1, ?2, ?3, ?4)";

    private const string ReadObjects =
        """
        SELECT t.name || '.' || c.name || ' ' || c.type || CASE WHEN c."notnull" THEN ' NOT NULL' ELSE '' END
        FROM sqlite_master t, pragma_table_info(t.name) c
        WHERE t.type = 'table' AND t.name NOT LIKE 'sqlite_%'
        UNION ALL
        SELECT tbl_name || ' ' || upper(type) || ' ' || name FROM sqlite_master WHERE type IN ('index', 'trigger') AND name NOT LIKE 'sqlite_%'
        """;

    public static async ValueTask InitializeAsync(SqliteDatabase database, SchemaMode mode, CancellationToken cancellationToken)
    {
        if (mode == SchemaMode.None)
        {
            return;
        }

        if (mode == SchemaMode.Validate)
        {
            await database.ReadAsync("check the schema", (transaction, _) => Validate(transaction, database.Path), cancellationToken).ConfigureAwait(false);
            return;
        }

        database.Create();
        await database.WriteAsync("apply the schema", (transaction, _) => Apply(transaction, database), cancellationToken).ConfigureAwait(false);
    }

    // The transaction is immediate: of several hosts that start at once, one applies and the others find it done.
    private static bool Apply(SqliteTransaction transaction, SqliteDatabase database)
    {
        transaction.Execute(CreateJournal);
        var applied = CheckJournal(transaction, database.Path);
        foreach (var migration in SqliteMigration.All.Skip(applied))
        {
            transaction.Execute(migration.Sql);
            transaction.Execute(
                WriteJournal, migration.Version, migration.Name, migration.Checksum, SqliteValue.Time(database.Clock.GetUtcNow()));
        }

        CheckObjects(transaction, database.Path);
        transaction.Commit();
        return true;
    }

    private static bool Validate(SqliteTransaction transaction, string path)
    {
        using var has = transaction.Query(HasJournal);
        if (has.ExecuteScalar() is not 1L)
        {
            throw new DiscoveryStoreException($"'{path}' has no discovery schema; start once with SchemaMode.Apply.");
        }

        if (CheckJournal(transaction, path) is var applied && applied < SqliteMigration.All.Count)
        {
            throw new DiscoveryStoreException($"The schema of '{path}' is at version {applied}, this library needs {SqliteMigration.All.Count}; start once with SchemaMode.Apply.");
        }

        CheckObjects(transaction, path);
        return true;
    }

    private static int CheckJournal(SqliteTransaction transaction, string path)
    {
        var rows = transaction.List(
            ReadJournal, static row => (Version: row.Int(0), Name: row.Text(1), Checksum: row.Text(2)), CancellationToken.None);
        for (var index = 0; index < rows.Count; index++)
        {
            if (index >= SqliteMigration.All.Count)
            {
                throw new DiscoveryStoreException(
                    $"The schema of '{path}' is at version {rows[^1].Version} ({rows[^1].Name}), newer than the {SqliteMigration.All.Count} this library knows; update the library.");
            }

            var known = SqliteMigration.All[index];
            if (rows[index].Version != known.Version || !string.Equals(rows[index].Checksum, known.Checksum, StringComparison.Ordinal))
            {
                throw new DiscoveryStoreException(
                    $"The schema of '{path}' was made by another script: version {rows[index].Version} ({rows[index].Name}) has checksum {rows[index].Checksum}, expected is {known.Checksum} of {known.Name}.");
            }
        }

        return rows.Count;
    }

    // The journal says what was run, not what is there: a table that was dropped or changed since is found before the first cycle.
    private static void CheckObjects(SqliteTransaction transaction, string path)
    {
        using var pattern = new SqliteConnection("Data Source=:memory:;Pooling=False");
        pattern.Open();
        using var made = pattern.BeginTransaction();
        made.Execute(CreateJournal);
        foreach (var migration in SqliteMigration.All)
        {
            made.Execute(migration.Sql);
        }

        var missing = Objects(made).Except(Objects(transaction), StringComparer.Ordinal).ToList();
        if (missing.Count > 0)
        {
            throw new DiscoveryStoreException($"The schema of '{path}' differs from what this library needs; missing or different: {string.Join(", ", missing)}.");
        }
    }

    private static List<string> Objects(SqliteTransaction transaction) =>
        transaction.List(ReadObjects, static row => row.Text(0), CancellationToken.None);
}
