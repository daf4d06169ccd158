namespace BirdeyeDiscovery.Servers;

/// <summary>Where PostgreSQL is installed.</summary>
public static class PostgresPrograms
{
    /// <summary>The variable with the directory of PostgreSQL's programs, where it is none of the usual ones.</summary>
    public const string Variable = "BIRDEYE_TEST_POSTGRES_BIN";

    private static readonly Lazy<string?> Found = new(Search);

    /// <summary>Gets why PostgreSQL cannot be started, or nothing.</summary>
    public static string? Missing => Found.Value is null
        ? $"PostgreSQL's initdb and postgres are neither on the PATH nor in /usr/lib/postgresql/*/bin nor in {Variable}."
        : null;

    /// <summary>Gets the full path of one of PostgreSQL's programs.</summary>
    /// <exception cref="ServerMissingException">PostgreSQL is not installed; the calling test is skipped or fails.</exception>
    public static string Find(string name)
    {
        Required.OrSkip("postgres", Missing);
        var file = Path.Combine(Found.Value!, name);
        return File.Exists(file) ? file : ProgramFinder.Find(name) ?? throw new FileNotFoundException($"{name} is not among PostgreSQL's programs in {Found.Value}.");
    }

    private static string? Search()
    {
        string[] chosen = Environment.GetEnvironmentVariable(Variable) is { Length: > 0 } directory ? [directory] : [];
        var onPath = ProgramFinder.Find("initdb") is { } initdb ? new[] { Path.GetDirectoryName(initdb)! } : [];
        var debian = Directory.Exists("/usr/lib/postgresql")
            ? Directory.GetDirectories("/usr/lib/postgresql")
                .OrderByDescending(version => int.TryParse(Path.GetFileName(version), out var number) ? number : 0)
                .Select(version => Path.Combine(version, "bin"))
            : [];
        return chosen.Concat(onPath).Concat(debian)
            .FirstOrDefault(bin => File.Exists(Path.Combine(bin, "initdb")) && File.Exists(Path.Combine(bin, "postgres")));
    }
}
