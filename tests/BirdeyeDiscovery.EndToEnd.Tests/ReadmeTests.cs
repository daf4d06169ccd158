using System.Text.RegularExpressions;
using BirdeyeDiscovery.EndToEnd.Tests.Support;

namespace BirdeyeDiscovery.EndToEnd.Tests;

/// <summary>What the pages show compiles, and what they name exists.</summary>
[Collection(nameof(SharedPackages))]
public sealed partial class ReadmeTests(PackedPackages packages)
{
    /// <summary>The first block of a readme is a whole program; every other one is a file beside it.</summary>
    [Fact]
    public async Task Every_csharp_block_compiles_against_the_packages()
    {
        var programs = Documents.All.SelectMany(page => Documents.Blocks(page, "csharp").Select((text, index) => (Page: page, Index: index, Text: text))).ToList();
        var readme = programs.Where(p => p.Page == "README.md").ToList();
        var sources = readme.ToDictionary(p => $"Block{p.Index}.cs", p => p.Text);
        foreach (var (program, number) in programs.Where(p => p.Page != "README.md").Select((p, number) => (p, number)))
        {
            sources.Add($"Page{number}.cs", TypeDeclaration().IsMatch(program.Text) ? program.Text : AsMethod(program.Text, number));
        }

        string[] others = ["Microsoft.Extensions.Hosting", "OpenTelemetry.Extensions.Hosting", "Polly.Extensions"];
        var folder = ScratchProject.Write(packages, "readme", sources, PackedPackages.Ids, others);
        await DotnetCommand.RunAsync(folder, ScratchProject.Environment(packages), TestContext.Current.CancellationToken, "build", "-c", "Release", "-v", "quiet");

        Assert.True(readme.Count >= 2, "README.md shows how to embed the library and how to hear of its cycles.");
    }

    [Fact]
    public void The_program_that_embeds_the_library_has_at_most_ten_lines()
    {
        var lines = Documents.Blocks("README.md", "csharp")[0].Split('\n').Where(l => !string.IsNullOrWhiteSpace(l));

        Assert.InRange(lines.Count(), 1, 10);
    }

    [Fact]
    public void Every_command_names_files_that_exist()
    {
        var named = Documents.All.SelectMany(page => Documents.Blocks(page, "bash").SelectMany(block => Named().Matches(block).Select(m => (page, Path: m.Groups["path"].Value)))).ToList();

        Assert.NotEmpty(named);
        Assert.DoesNotContain(named, n => !Path.Exists(Checkout.PathOf(n.Path)));
    }

    [Fact]
    public void Every_word_that_is_shown_with_test_sh_selects_a_test_project()
    {
        var projects = Directory.EnumerateFiles(Checkout.PathOf("tests"), "*.csproj", SearchOption.AllDirectories)
            .Where(static file => File.ReadAllText(file).Contains("Microsoft.NET.Test.Sdk", StringComparison.Ordinal))
            .Select(static file => Path.GetRelativePath(Checkout.Root, file))
            .ToList();
        var words = Documents.All.Prepend("test.sh").Prepend("CONTRIBUTING.md")
            .SelectMany(page => Selection().Matches(Documents.Read(page)))
            .SelectMany(static line => line.Groups["word"].Captures.Select(static word => word.Value))
            .ToList();

        Assert.Superset(new HashSet<string> { "Outside", "EndToEnd", "Integration" }, words.ToHashSet());
        Assert.All(words, word => Assert.Contains(projects, project => project.Contains(word, StringComparison.Ordinal)));
    }

    [Fact]
    public void The_index_of_the_samples_names_each_of_them()
    {
        var samples = Directory.EnumerateDirectories(Checkout.PathOf("samples")).Select(static folder => Path.GetFileName(folder)!);

        var index = Documents.Read("samples/README.md");
        Assert.All(samples, sample => Assert.Contains($"| [{sample}]({sample}) | ", index, StringComparison.Ordinal));
    }

    [Fact]
    public void The_map_of_the_documentation_names_every_page()
    {
        var map = Link().Matches(Documents.Read("docs/README.md")).Select(static link => link.Groups["target"].Value.Split('#')[0]).ToHashSet();
        var pages = Directory.EnumerateFiles(Checkout.PathOf("docs"), "*.md").Select(static file => Path.GetFileName(file)!);

        Assert.DoesNotContain(pages, page => page != "README.md" && !map.Contains(page));
    }

    [Fact]
    public void Every_link_within_the_checkout_leads_somewhere()
    {
        var links = Documents.All
            .SelectMany(page => Link().Matches(Documents.Read(page)).Select(m => (Page: page, Target: m.Groups["target"].Value)))
            .Where(l => !l.Target.Contains(':', StringComparison.Ordinal) && !l.Target.StartsWith('#'))
            .ToList();

        Assert.NotEmpty(links);
        Assert.DoesNotContain(links, l => !Path.Exists(Path.Combine(Checkout.Root, Path.GetDirectoryName(l.Page)!, l.Target.Split('#')[0])));
    }

    [Fact]
    public void Every_link_to_a_heading_names_one_that_exists()
    {
        var links = Documents.All
            .SelectMany(page => Link().Matches(Documents.Read(page)).Select(m => (Page: page, Target: m.Groups["target"].Value)))
            .Where(l => !l.Target.Contains(':', StringComparison.Ordinal) && l.Target.Contains(".md#", StringComparison.Ordinal))
            .Select(l => (l.Page, l.Target, Parts: l.Target.Split('#')))
            .ToList();

        Assert.NotEmpty(links);
        Assert.DoesNotContain(links, l => !Anchors(Path.Combine(Checkout.Root, Path.GetDirectoryName(l.Page)!, l.Parts[0])).Contains(l.Parts[1]));
    }

    /// <summary>The anchors of the headings, as GitHub makes them.</summary>
    private static IEnumerable<string> Anchors(string file) =>
        File.ReadLines(file).Where(line => line.StartsWith('#'))
            .Select(line => NoAnchor().Replace(line.TrimStart('#').Trim().ToLowerInvariant(), "").Replace(' ', '-'));

    /// <summary>
    /// A project has one program; the programs of the other pages become methods beside it. A block of types stays a file.
    /// </summary>
    private static string AsMethod(string program, int number)
    {
        var lines = program.Split('\n');
        var usings = lines.Where(IsUsing);
        var body = lines.Where(static line => !IsUsing(line));
        return $$"""
            {{string.Join('\n', usings)}}

            internal static class Page{{number}}
            {
                public static async Task RunAsync(string[] args)
                {
            {{string.Join('\n', body)}}
                    await Task.CompletedTask;
                }
            }
            """;

        static bool IsUsing(string line) =>
            line.StartsWith("using ", StringComparison.Ordinal) && line.TrimEnd().EndsWith(';') && !line.Contains('=', StringComparison.Ordinal);
    }

    [GeneratedRegex(@"(?m)(?:^|--project )(?:\./)?(?<path>(?:samples|benchmarks)/\S+|[\w.]*(?:test|bench)\.sh|\.ci/run)")]
    private static partial Regex Named();

    [GeneratedRegex(@"\./test\.sh(?: (?<word>[A-Z]\w+))+")]
    private static partial Regex Selection();

    [GeneratedRegex(@"[^\w\- ]")]
    private static partial Regex NoAnchor();

    [GeneratedRegex(@"(?m)^(?:internal|public) (?:\w+ )*(?:class|record|struct|interface) ")]
    private static partial Regex TypeDeclaration();

    [GeneratedRegex(@"\]\((?<target>[^)\s]+)\)")]
    private static partial Regex Link();
}
