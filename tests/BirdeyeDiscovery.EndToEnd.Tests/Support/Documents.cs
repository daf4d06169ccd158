namespace BirdeyeDiscovery.EndToEnd.Tests.Support;

/// <summary>The Markdown pages of the checkout and their fenced blocks.</summary>
internal static class Documents
{
    public static IReadOnlyList<string> All { get; } =
    [
        "README.md",
        "CHANGELOG.md",
        .. Below("docs"),
        .. Below("samples"),
        .. Below("src"),
        .. Below("templates"),
    ];

    public static string Read(string page) => File.ReadAllText(Checkout.PathOf(page)).ReplaceLineEndings("\n");

    /// <summary>Gets the blocks fenced with a language, in order, without their fences.</summary>
    public static IReadOnlyList<string> Blocks(string page, string language)
    {
        var blocks = new List<string>();
        List<string>? current = null;
        var isWanted = false;
        foreach (var line in Read(page).Split('\n'))
        {
            if (current is null)
            {
                current = line.StartsWith("```", StringComparison.Ordinal) ? [] : null;
                isWanted = line == "```" + language;
            }
            else if (line == "```")
            {
                if (isWanted)
                {
                    blocks.Add(string.Join('\n', current) + "\n");
                }

                current = null;
            }
            else
            {
                current.Add(line);
            }
        }

        Assert.True(current is null, $"{page} has a block that does not end.");
        return blocks;
    }

    private static IEnumerable<string> Below(string folder) =>
        Directory.EnumerateFiles(Checkout.PathOf(folder), "*.md", SearchOption.AllDirectories)
            .Select(f => Path.GetRelativePath(Checkout.Root, f).Replace(Path.DirectorySeparatorChar, '/'))
            .Where(f => !f.Split('/').Any(part => part is "bin" or "obj"))
            .Order(StringComparer.Ordinal);
}
