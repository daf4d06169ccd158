using System.Text.RegularExpressions;

namespace BirdeyeDiscovery.EndToEnd.Tests.Support;

/// <summary>The Markdown pages of the checkout and their fenced blocks.</summary>
internal static partial class Documents
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

    /// <summary>Gets the name of the file that the paragraph before each C# block gives the block, in order.</summary>
    public static IReadOnlyList<string> FilesOfBlocks(string page)
    {
        var matches = FileOfBlock().Matches(Read(page));
        Assert.Equal(Blocks(page, "csharp").Count, matches.Count);
        Assert.All(matches, block => Assert.True(
            block.Groups["file"].Success, $"{page}: no file is named in the paragraph before the block\n{block.Groups["block"].Value}"));
        return [.. matches.Select(static block => block.Groups["file"].Value)];
    }

    // The last file that the paragraph names.
    [GeneratedRegex(@"(?m)^(?:(?!```)(?:.*`(?<file>\w+\.cs)`.*|.+)\n)*\n?```csharp\n(?<block>.*)")]
    private static partial Regex FileOfBlock();

    private static IEnumerable<string> Below(string folder) =>
        Directory.EnumerateFiles(Checkout.PathOf(folder), "*.md", SearchOption.AllDirectories)
            .Select(f => Path.GetRelativePath(Checkout.Root, f).Replace(Path.DirectorySeparatorChar, '/'))
            .Where(f => !f.Split('/').Any(part => part is "bin" or "obj"))
            .Order(StringComparer.Ordinal);
}
