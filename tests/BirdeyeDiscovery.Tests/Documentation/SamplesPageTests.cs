using System.Text.RegularExpressions;

namespace BirdeyeDiscovery.Tests.Documentation;

/// <summary>The page of the samples lists every key of configuration that a sample reads.</summary>
public sealed partial class SamplesPageTests
{
    private const string Engine = "BirdeyeDiscovery";

    [Fact]
    public void Each_key_of_a_sample_is_in_its_row_of_the_table()
    {
        var read = Directory.EnumerateFiles(Path.Combine(Pages.Root, "samples"), "*.cs", SearchOption.AllDirectories)
            .Select(static file => (Path: Path.GetRelativePath(Path.Combine(Pages.Root, "samples"), file), Text: File.ReadAllText(file)))
            .Where(static file => !file.Path.Split(Path.DirectorySeparatorChar).Contains("obj"))
            .SelectMany(static file => Keys(file.Text).Select(key => (Sample: file.Path.Split(Path.DirectorySeparatorChar)[0], Key: key)))
            .Distinct()
            .ToList();
        var rows = Pages.Read("samples/README.md").Split('\n')
            .Where(static line => line.StartsWith('|'))
            .Select(static line => line.Split('|'))
            .ToList();

        Assert.NotEmpty(read);
        Assert.DoesNotContain(read, one => !rows.Exists(row => row.Length == 6
            && row[1].Split(',', StringSplitOptions.TrimEntries).Contains(one.Sample)
            && row[2].Contains($"`{one.Key}", StringComparison.Ordinal)));
    }

    // The keys of the engine are on the page of the configuration.
    private static IEnumerable<string> Keys(string text) => ConnectionString().Matches(text)
        .Select(static match => $"ConnectionStrings:{match.Groups["key"].Value}")
        .Concat(Text().Matches(text).Select(static match => $"ConnectionStrings:{match.Groups["key"].Value}"))
        .Concat(Value().Matches(text).Select(static match => match.Groups["key"].Value))
        .Concat(Section().Matches(text)
            .Select(static match => match.Groups["key"].Value)
            .Where(static key => key is not (Engine or "ConnectionStrings"))
            .Select(static key => key + ":"));

    [GeneratedRegex(@"GetConnectionString\(""(?<key>\w+)""\)")]
    private static partial Regex ConnectionString();

    // The console host asks by a method of its own.
    [GeneratedRegex(@"Text\(configuration, ""(?<key>\w+)""\)")]
    private static partial Regex Text();

    [GeneratedRegex(@"[cC]onfiguration\[""(?<key>[\w:]+)""\]")]
    private static partial Regex Value();

    [GeneratedRegex(@"GetSection\(""(?<key>\w+)""\)")]
    private static partial Regex Section();
}
