namespace BirdeyeDiscovery.Benchmarks;

/// <summary>Finds files in the checkout.</summary>
internal static class Repository
{
    /// <summary>
    /// Gets the path of a file below the folder that contains the solution, which is searched upwards from this assembly.
    /// </summary>
    public static string Find(string relativePath)
    {
        for (var folder = new DirectoryInfo(AppContext.BaseDirectory); folder is not null; folder = folder.Parent)
        {
            if (File.Exists(Path.Combine(folder.FullName, "BirdeyeDiscovery.sln")))
            {
                return Path.Combine(folder.FullName, relativePath);
            }
        }

        throw new InvalidOperationException($"BirdeyeDiscovery.sln is in no folder above {AppContext.BaseDirectory}.");
    }
}
