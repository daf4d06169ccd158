namespace BirdeyeDiscovery.Servers;

/// <summary>PostgreSQL and PgBouncer refuse to run as root: then they run as nobody.</summary>
public static class ServerUser
{
    private const string Nobody = "65534";

    /// <summary>Gets what stands before a command so that it runs as the servers' user.</summary>
    public static IReadOnlyList<string> Prefix { get; } =
        Environment.IsPrivilegedProcess ? ["setpriv", $"--reuid={Nobody}", $"--regid={Nobody}", "--clear-groups"] : [];

    /// <summary>Makes an empty directory that the servers' user owns.</summary>
    public static async Task<string> CreateDirectoryAsync(string purpose)
    {
        var directory = Directory.CreateTempSubdirectory($"birdeye-{purpose}-").FullName;
        await OwnAsync(directory);
        return directory;
    }

    /// <summary>Gives what was written into a directory to the servers' user.</summary>
    public static async Task OwnAsync(string directory)
    {
        if (Environment.IsPrivilegedProcess)
        {
            await Command.RunAsync("chown", ["-R", $"{Nobody}:{Nobody}", directory]);
        }
    }

    /// <summary>Runs a command as the servers' user.</summary>
    public static Task<string> RunAsync(string file, params IEnumerable<string> arguments)
    {
        string[] words = [.. Prefix, file, .. arguments];
        return Command.RunAsync(words[0], words[1..]);
    }
}
