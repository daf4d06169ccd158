namespace BirdeyeDiscovery.Servers;

/// <summary>The commands of <c>docs/backup.md</c>.</summary>
public static class PostgresDump
{
    /// <summary>Writes a database to a file.</summary>
    /// <param name="database">The database.</param>
    /// <param name="schema">The one schema to write; none: all.</param>
    public static async Task<string> SaveAsync(TestDatabase database, string? schema = null)
    {
        var file = Path.Combine(await ServerUser.CreateDirectoryAsync("dump"), "bot.dump");
        string[] only = schema is null ? [] : [$"--schema=\"{schema}\""];
        await ServerUser.RunAsync(PostgresPrograms.Find("pg_dump"), ["-d", Target(database), "--format=custom", $"--file={file}", .. only]);
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
