using System.Globalization;
using System.Reflection;
using System.Text.RegularExpressions;
using System.Xml.Linq;

namespace BirdeyeDiscovery.Tests;

/// <summary>Rules that the project sets itself and no compiler checks.</summary>
public sealed partial class QualityTests
{
    private const int LongestFile = 400;
    private const int LongestMedian = 80;

    private static readonly string Root = FindRoot();

    private static readonly Assembly[] Libraries = [typeof(IDiscoveryEngine).Assembly, Assembly.Load("BirdeyeDiscovery.Testing"), Assembly.Load("BirdeyeDiscovery.Ledger")];

    [Fact]
    public void Public_classes_are_sealed_abstract_or_static() =>
        Assert.Empty(Libraries.SelectMany(a => a.GetExportedTypes()).Where(t => t is { IsClass: true, IsSealed: false, IsAbstract: false }).Select(t => t.FullName));

    [Fact]
    public void No_method_is_async_void() =>
        Assert.Empty(Sources("src", "samples", "tests", "benchmarks").Where(f => AsyncVoid().IsMatch(File.ReadAllText(f))).Select(Relative));

    [Fact]
    public void Every_log_event_has_an_id_of_its_own_that_is_documented()
    {
        var events = Sources("src").SelectMany(f => LogEvent().Matches(File.ReadAllText(f)))
            .Select(m => (Id: Number(m, "id"), Name: m.Groups[m.Groups["event"].Success ? "event" : "name"].Value))
            .ToList();
        var page = File.ReadAllText(Path.Combine(Root, "docs", "events.md"));

        Assert.NotEmpty(events);
        Assert.Empty(events.GroupBy(e => e.Id).Where(g => g.Count() > 1).Select(g => $"{g.Key}: {string.Join(", ", g.Select(e => e.Name))}"));
        Assert.Empty(events.Where(e => !page.Contains($"| {e.Id} | `{e.Name}` |", StringComparison.Ordinal)).Select(e => $"{e.Id} {e.Name}"));
        Assert.Empty(EventRow().Matches(page)
            .Select(row => (Id: Number(row, "id"), Name: row.Groups["name"].Value))
            .Except(events)
            .Select(static row => $"docs/events.md has {row.Id} {row.Name}, which the code has not"));
        var ranges = Range().Matches(page).Select(m => (From: Number(m, "from"), To: Number(m, "to"))).ToList();
        Assert.DoesNotContain(events, e => !ranges.Exists(r => e.Id >= r.From && e.Id <= r.To));
    }

    /// <summary>The default engine has an empty name, so a message that has the bare name would begin with <c>Engine ''</c>.</summary>
    [Fact]
    public void A_log_message_names_its_engine_by_its_label()
    {
        var messages = Sources("src").SelectMany(static f => LogMessage().Matches(File.ReadAllText(f))).ToList();

        Assert.NotEmpty(messages);
        Assert.Empty(messages.Where(static m => NamedEngine().IsMatch(m.Groups["template"].Value)).Select(static m => m.Groups["name"].Value));
        Assert.Empty(messages.Where(static m => BareEngine().IsMatch(m.Groups["parameters"].Value)).Select(static m => m.Groups["name"].Value));
    }

    [Fact]
    public void No_source_file_is_longer_than_400_lines() =>
        Assert.Empty(Sources("src", "samples", "tests", "benchmarks").Where(f => Lines(f) > LongestFile).Select(f => $"{Relative(f)}: {Lines(f)}"));

    [Theory]
    [InlineData("src", 140)]
    [InlineData("samples", 140)]
    [InlineData("tests", 200)]
    [InlineData("benchmarks", 200)]
    public void No_line_is_longer_than_the_editor_configuration_says(string folder, int longest)
    {
        Assert.Contains($"max_line_length = {longest}", File.ReadAllText(Path.Combine(Root, ".editorconfig")), StringComparison.Ordinal);
        Assert.Empty(Sources(folder).SelectMany(file => File.ReadLines(file)
            .Select((line, index) => (Line: index + 1, line.Length))
            .Where(line => line.Length > longest)
            .Select(line => $"{Relative(file)}:{line.Line}")));
    }

    [Fact]
    public void The_median_source_file_is_shorter_than_80_lines()
    {
        var lines = Sources("src").Select(Lines).Order().ToList();

        Assert.True(lines[lines.Count / 2] < LongestMedian, $"The median is {lines[lines.Count / 2]} lines.");
    }

    [Fact]
    public void Every_option_documents_its_default_and_range()
    {
        var options = Libraries.SelectMany(a => a.GetExportedTypes())
            .Where(t => t.Name.EndsWith("Options", StringComparison.Ordinal))
            .SelectMany(t => t.GetProperties(BindingFlags.Public | BindingFlags.Instance | BindingFlags.DeclaredOnly))
            .Where(p => p.SetMethod is { IsPublic: true })
            .ToList();
        var documented = Libraries.SelectMany(Documentation)
            .Where(m => !string.IsNullOrWhiteSpace(m.Element("value")?.Value))
            .Select(m => m.Attribute("name")!.Value)
            .ToHashSet(StringComparer.Ordinal);

        Assert.NotEmpty(options);
        Assert.DoesNotContain(options.Select(p => $"P:{p.DeclaringType!.FullName}.{p.Name}"), name => !documented.Contains(name));
    }

    [Fact]
    public void Every_package_keeps_its_public_api_in_a_file()
    {
        // Nobody references a tool, so it has no public types.
        var libraries = Directory.GetFiles(Path.Combine(Root, "src"), "*.csproj", SearchOption.AllDirectories)
            .Where(static project => !File.ReadAllText(project).Contains("<PackAsTool>", StringComparison.Ordinal));
        foreach (var project in libraries)
        {
            var entries = Directory.GetFiles(Path.GetDirectoryName(project)!, "PublicAPI.*.txt").SelectMany(File.ReadLines);

            Assert.True(entries.Any(line => line.Contains("BirdeyeDiscovery", StringComparison.Ordinal)), $"{Relative(project)} lists no public API.");
        }
    }

    private static IEnumerable<XElement> Documentation(Assembly library) =>
        XDocument.Load(Path.ChangeExtension(library.Location, ".xml")).Descendants("member");

    private static IEnumerable<string> Sources(params string[] folders) =>
        folders.SelectMany(f => Directory.EnumerateFiles(Path.Combine(Root, f), "*.cs", SearchOption.AllDirectories))
            .Where(f => !Relative(f).Split('/').Any(part => part is "obj" or "bin"));

    private static string Relative(string path) => Path.GetRelativePath(Root, path).Replace(Path.DirectorySeparatorChar, '/');

    private static int Lines(string path) => File.ReadLines(path).Count();

    private static int Number(Match match, string group) => int.Parse(match.Groups[group].Value, CultureInfo.InvariantCulture);

    internal static string FindRoot()
    {
        var folder = new DirectoryInfo(AppContext.BaseDirectory);
        while (!File.Exists(Path.Combine(folder.FullName, "BirdeyeDiscovery.sln")))
        {
            folder = folder.Parent ?? throw new InvalidOperationException($"BirdeyeDiscovery.sln is in no folder above {AppContext.BaseDirectory}.");
        }

        return folder.FullName;
    }

    [GeneratedRegex(@"\basync\s+void\s+\w+\s*\(")]
    private static partial Regex AsyncVoid();

    [GeneratedRegex(@"\[LoggerMessage\(\s*(EventId\s*=\s*)?(?<id>\d+)(?:(?:(?!\bpartial\b)[\s\S])*?EventName = ""(?<event>\w+)"")?(?:.|\n)*?\bpartial\s+void\s+(?<name>\w+)")]
    private static partial Regex LogEvent();

    [GeneratedRegex(@"\[LoggerMessage\((?<template>[^\]]*?)\)\]\s+\w+ static partial void (?<name>\w+)\((?<parameters>[^)]*)\)")]
    private static partial Regex LogMessage();

    [GeneratedRegex(@"[Ee]ngine '|'\{Engine\}'")]
    private static partial Regex NamedEngine();

    [GeneratedRegex(@"\bstring engine\b")]
    private static partial Regex BareEngine();

    [GeneratedRegex(@"(?m)^\| (?<id>\d+) \| `(?<name>\w+)` \|")]
    private static partial Regex EventRow();

    [GeneratedRegex(@"(?m)^\| (?<from>\d+)–(?<to>\d+) \|")]
    private static partial Regex Range();
}
