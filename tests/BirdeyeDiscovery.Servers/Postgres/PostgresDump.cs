namespace BirdeyeDiscovery.Servers;

/// <summary>The commands of <c>docs/backup.md</c>.</summary>
public static class PostgresDump
{
    /// <summary>Writes a schema of a database to a file.</summary>
    public static async Task<string> SaveAsync(TestDatabase database, string schema)
    {
        var file = Path.Combine(await ServerUser.CreateDirectoryAsync("dump"), "discovery.dump");
        await ServerUser.RunAsync(
            PostgresPrograms.Find("pg_dump"), "-d", Target(database), "--format=custom", $"--schema=\"{schema}\"", $"--file={file}");
        return file;
    }

    /// <summary>Brings a file back into an empty database and removes the file.</summary>
    public static async Task RestoreAsync(TestDatabase database, string file)
    {
        await ServerUser.RunAsync(PostgresPrograms.Find("pg_restore"), "-d", Target(database), "--exit-on-error", "--single-transaction", file);
        Directory.Delete(Path.GetDirectoryName(file)!, recursive: true);
    }

    private static string Target(TestDatabase database) => $"host=127.0.0.1 port={database.Server.Port} user=postgres dbname={database.Name}";
}
