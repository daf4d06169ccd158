namespace BirdeyeDiscovery.Servers;

/// <summary>Finds installed programs.</summary>
public static class ProgramFinder
{
    /// <summary>Gets the full path of a program on the PATH or in a directory of system programs, which an ordinary user's PATH often lacks.</summary>
    public static string? Find(string name) =>
        (Environment.GetEnvironmentVariable("PATH") ?? string.Empty)
            .Split(Path.PathSeparator, StringSplitOptions.RemoveEmptyEntries)
            .Concat(["/usr/local/sbin", "/usr/sbin", "/sbin", "/usr/local/bin", "/usr/bin", "/bin"])
            .Select(directory => Path.Combine(directory, name))
            .FirstOrDefault(File.Exists);
}
