using BirdeyeDiscovery.EndToEnd.Tests.Support;

namespace BirdeyeDiscovery.EndToEnd.Tests;

/// <summary>Recorded answers: our own few in the repository, and the real ones where they are at hand.</summary>
internal static class SharedRecordings
{
    public static string Own { get; } = Checkout.PathOf("tests/BirdeyeDiscovery.EndToEnd.Tests/Recordings/Own");

    /// <summary>Gets the folder of real recordings, which are not part of the repository; skips the test without it.</summary>
    public static string Folder()
    {
        var found = Environment.GetEnvironmentVariable("BIRDEYE_RECORDINGS") is { Length: > 0 } named ? named : Above();
        Assert.SkipUnless(
            Directory.Exists(found), "No recorded answers found: set BIRDEYE_RECORDINGS to a folder of them, or keep them in shared/data/birdeye above the checkout.");
        return found!;
    }

    private static string? Above()
    {
        for (var folder = new DirectoryInfo(Checkout.Root); folder is not null; folder = folder.Parent)
        {
            var candidate = Path.Combine(folder.FullName, "shared", "data", "birdeye");
            if (Directory.Exists(candidate))
            {
                return candidate;
            }
        }

        return null;
    }
}
