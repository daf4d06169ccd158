using System.Text.Json;

namespace BirdeyeDiscovery.Tests;

/// <summary>Finds recorded answers, which are not part of the repository.</summary>
internal static class Recordings
{
    private static readonly string? Folder = Find();

    /// <summary>Gets a recorded answer with its envelope; skips the test when the recordings are not at hand.</summary>
    public static string Body(string path, string? wrapAs = null)
    {
        Assert.SkipWhen(Folder is null, "No recorded answers found: set BIRDEYE_RECORDINGS to a folder of them, or keep them in shared/data/birdeye above the checkout.");
        var text = File.ReadAllText(Path.Combine(Folder!, path));
        using var document = JsonDocument.Parse(text);
        if (document.RootElement.ValueKind == JsonValueKind.Object && document.RootElement.TryGetProperty("success", out _))
        {
            return text;
        }

        var data = wrapAs is null ? text : $$"""{"{{wrapAs}}":{{text}}}""";
        return $$"""{"success":true,"data":{{data}}}""";
    }

    private static string? Find()
    {
        if (Environment.GetEnvironmentVariable("BIRDEYE_RECORDINGS") is { Length: > 0 } named)
        {
            return Directory.Exists(named) ? named : null;
        }

        for (var folder = new DirectoryInfo(AppContext.BaseDirectory); folder is not null; folder = folder.Parent)
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
