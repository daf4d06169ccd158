using System.Text.RegularExpressions;

namespace BirdeyeDiscovery.Tests.Documentation;

/// <summary>The Markdown pages of the checkout.</summary>
internal static partial class Pages
{
    public static string Root { get; } = QualityTests.FindRoot();

    /// <summary>Gets the pages of docs, the readmes and the files for hosting, by path.</summary>
    public static IEnumerable<string> All =>
        Below("docs").Concat(Below("samples")).Concat(Below("deploy")).Concat(Below("src")).Prepend("README.md");

    public static string Read(string page) => File.ReadAllText(Path.Combine(Root, page)).ReplaceLineEndings("\n");

    /// <summary>Gets the first cell of each table row of a page, without its backticks.</summary>
    public static IEnumerable<string> FirstCells(string page) => FirstCell().Matches(Read(page)).Select(m => m.Groups["cell"].Value);

    /// <summary>Gets the first cells of the tables that begin with this header, on every page.</summary>
    public static IEnumerable<(string Page, string Cell)> Rows(string header)
    {
        foreach (var page in All)
        {
            var within = false;
            foreach (var line in Read(page).Split('\n'))
            {
                within = line.StartsWith('|') && (within || line.StartsWith(header, StringComparison.Ordinal));
                if (within && FirstCell().Match(line) is { Success: true } cell)
                {
                    yield return (page, cell.Groups["cell"].Value);
                }
            }
        }
    }

    /// <summary>
    /// Gets all names in the first cells of the tables that begin with this header: of <c>a:state</c>, <c>:due</c> both <c>a:state</c> and
    /// <c>a:due</c>.
    /// </summary>
    public static IEnumerable<(string Page, string Name)> Names(string header)
    {
        foreach (var page in All)
        {
            var within = false;
            foreach (var line in Read(page).Split('\n'))
            {
                within = line.StartsWith('|') && (within || line.StartsWith(header, StringComparison.Ordinal));
                if (within && FirstCell().Match(line) is { Success: true } cell)
                {
                    var name = cell.Groups["cell"].Value;
                    yield return (page, name);
                    foreach (Match part in OtherPart().Matches(line.Split('|')[1]))
                    {
                        yield return (page, name[..name.LastIndexOf(':')] + part.Groups["part"].Value);
                    }
                }
            }
        }
    }

    private static IEnumerable<string> Below(string folder)
    {
        var path = Path.Combine(Root, folder);
        return Directory.Exists(path)
            ? Directory.EnumerateFiles(path, "*.md", SearchOption.AllDirectories)
                .Select(f => Path.GetRelativePath(Root, f).Replace(Path.DirectorySeparatorChar, '/'))
                .Where(f => !f.Split('/').Any(part => part is "bin" or "obj"))
            : [];
    }

    [GeneratedRegex(@"(?m)^\| `(?<cell>[^`]+)`")]
    private static partial Regex FirstCell();

    [GeneratedRegex(@"`(?<part>:[^`]+)`")]
    private static partial Regex OtherPart();
}
