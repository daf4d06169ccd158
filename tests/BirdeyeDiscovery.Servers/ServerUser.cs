namespace BirdeyeDiscovery.Servers;

/// <summary>PostgreSQL and PgBouncer refuse to run as root: then they run as nobody.</summary>
public static class ServerUser
{
    private const string Nobody = "65534";
    private const string MemoryDirectory = "/dev/shm";

    // Two test projects at a time have some servers each, of up to a gigabyte.
    private const long RoomForServers = 8L << 30;

    /// <summary>Gets what stands before a command so that it runs as the servers' user.</summary>
    public static IReadOnlyList<string> Prefix { get; } =
        Environment.IsPrivilegedProcess ? ["setpriv", $"--reuid={Nobody}", $"--regid={Nobody}", "--clear-groups"] : [];

    /// <summary>Makes an empty directory that the servers' user owns.</summary>
    /// <param name="purpose">What it is for; a part of its name.</param>
    /// <param name="inMemory">Whether its files may be kept in memory, where there is enough of it.</param>
    public static async Task<string> CreateDirectoryAsync(string purpose, bool inMemory = false)
    {
        var directory = inMemory && HasRoomInMemory()
            ? Directory.CreateDirectory(Path.Combine(MemoryDirectory, $"birdeye-{purpose}-{Guid.NewGuid():N}")).FullName
            : Directory.CreateTempSubdirectory($"birdeye-{purpose}-").FullName;
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

    // The directory of a container has 64 MB, and may be larger than the memory that is free.
    private static bool HasRoomInMemory()
    {
        try
        {
            return new DriveInfo(MemoryDirectory) is { DriveFormat: "tmpfs", AvailableFreeSpace: > RoomForServers }
                && GC.GetGCMemoryInfo().TotalAvailableMemoryBytes > 2 * RoomForServers;
        }
        catch (Exception missing) when (missing is IOException or UnauthorizedAccessException or ArgumentException)
        {
            return false;
        }
    }
}
