using System.Globalization;
using System.Text.RegularExpressions;

namespace BirdeyeDiscovery.Tests;

/// <summary>The list of the files that the values of one candidate pass through.</summary>
public sealed partial class CandidatePathTests
{
    private const int MostFiles = 70;

    [Fact]
    public void The_path_names_files_that_exist_and_each_room_once()
    {
        var root = QualityTests.FindRoot();
        var page = File.ReadAllText(Path.Combine(root, "docs", "architecture.md"));
        var section = page[page.IndexOf("## The path of one candidate", StringComparison.Ordinal)..page.IndexOf("## Map of the folders", StringComparison.Ordinal)];
        var steps = Row().Matches(section).ToDictionary(
            static row => row.Groups["room"].Value,
            static row => row.Groups["file"].Captures.Select(static file => file.Value).ToList(),
            StringComparer.Ordinal);

        var files = steps.SelectMany(static step => step.Value.Select(file => $"{step.Key}{file}.cs")).ToList();

        Assert.InRange(files.Count, 1, MostFiles);
        Assert.Contains(string.Create(CultureInfo.InvariantCulture, $"these {files.Count} files in {steps.Count} rooms"), section, StringComparison.Ordinal);
        Assert.DoesNotContain(files, file => !File.Exists(Path.Combine(root, "src", "BirdeyeDiscovery", file)));
    }

    [GeneratedRegex(@"(?m)^\| `(?<room>[\w/]+/)` \| (?:`(?<file>\w+)`(?:, )?)+ \|")]
    private static partial Regex Row();
}
