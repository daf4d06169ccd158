namespace BirdeyeDiscovery.EndToEnd.Tests.Support;

/// <summary>The checkout that the tests were built from.</summary>
internal static class Checkout
{
    public static string Root { get; } = FindRoot();

    /// <summary>The configuration of this build, so that what is packed is what was tested.</summary>
#if DEBUG
    public const string Configuration = "Debug";
#else
    public const string Configuration = "Release";
#endif

    public static string PathOf(string relativePath) => Path.Combine(Root, relativePath);

    // What builds, runs and tools leave behind; see .gitignore.
    private static readonly string[] Left =
        ["bin", "obj", "artifacts", "packages", "data", "TestResults", "BenchmarkDotNet.Artifacts", ".git", ".vs", ".idea"];

    /// <summary>Copies the sources, as a fresh clone has them.</summary>
    public static void CopyTo(string folder) => Copy(new DirectoryInfo(Root), folder);

    private static void Copy(DirectoryInfo from, string folder)
    {
        Directory.CreateDirectory(folder);
        foreach (var file in from.EnumerateFiles())
        {
            // A worktree has a file of that name.
            if (file.Name != ".git")
            {
                file.CopyTo(Path.Combine(folder, file.Name));
            }
        }

        foreach (var inner in from.EnumerateDirectories().Where(static inner => !Left.Contains(inner.Name, StringComparer.Ordinal)))
        {
            Copy(inner, Path.Combine(folder, inner.Name));
        }
    }

    private static string FindRoot()
    {
        for (var folder = new DirectoryInfo(AppContext.BaseDirectory); folder is not null; folder = folder.Parent)
        {
            if (File.Exists(Path.Combine(folder.FullName, "BirdeyeDiscovery.sln")))
            {
                return folder.FullName;
            }
        }

        throw new InvalidOperationException($"BirdeyeDiscovery.sln is in no folder above {AppContext.BaseDirectory}.");
    }
}
