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
