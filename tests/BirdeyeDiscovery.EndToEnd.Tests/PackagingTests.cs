using System.Globalization;
using System.Reflection.Metadata;
using System.Text;
using System.Text.Json;
using System.Text.RegularExpressions;
using System.Xml.Linq;
using BirdeyeDiscovery.EndToEnd.Tests.Support;

namespace BirdeyeDiscovery.EndToEnd.Tests;

/// <summary>What <c>dotnet pack</c> makes is complete, lean, and works in a project that has nothing of this checkout.</summary>
[Collection(nameof(SharedPackages))]
public sealed partial class PackagingTests(PackedPackages packages)
{
    private static readonly string[] TestOnly = ["xunit", "nsubstitute", "cscheck", "microsoft.net.test", "microsoft.codeanalysis", "benchmarkdotnet"];

    // Where the host of the repository serves the files of a commit.
    private const string RawFiles = "^https://raw\\.githubusercontent\\.com/acme/birdeye/[0-9a-f]{40}/";

    // The kind of the entry in a portable PDB that holds the map of Source Link.
    private static readonly Guid SourceLink = new("CC110556-A091-4D38-9FEC-25AB9A351A6A");

    // The program that a user writes: a local market, the engine, one cycle, and what came of it.
    private const string Program = """
        using BirdeyeDiscovery;
        using BirdeyeDiscovery.Storage;
        using BirdeyeDiscovery.Testing;
        using Microsoft.Extensions.DependencyInjection;
        using Microsoft.Extensions.Hosting;

        await using var birdeye = new LocalBirdeye(new LocalBirdeyeOptions());
        var address = await birdeye.StartAsync();
        var builder = Host.CreateApplicationBuilder(args);
        builder.Services
            .AddBirdeyeDiscovery(options =>
            {
                options.Birdeye.BaseUrl = address;
                options.Birdeye.ApiKey = new ApiKey("any");
                options.Birdeye.RequestsPerSecond = 10;
                options.Discovery.TrendingLimit = 5;
            })
            .UseSqlite("scratch.db")
            .WithoutHostedService();
        using var host = builder.Build();
        var result = await host.Services.GetRequiredService<IDiscoveryEngine>().RunCycleAsync();
        Console.WriteLine($"outcome {result.Snapshot?.Outcome}");
        foreach (var token in await host.Services.GetRequiredService<ITrackedTokenStore>().GetTokensAsync([TokenStatus.Active]))
        {
            Console.WriteLine($"active {token.Symbol}");
        }
        """;

    public static TheoryData<string> Ids => [.. PackedPackages.Ids];

    public static TheoryData<string> IdsAndSuites => [.. PackedPackages.Ids, PackedPackages.Suites];

    public static TheoryData<string> All => [.. PackedPackages.Ids, PackedPackages.Suites, PackedPackages.Templates, PackedPackages.Tool];

    public static TheoryData<string> WithSymbols => [.. PackedPackages.Ids, PackedPackages.Suites, PackedPackages.Tool];

    [Fact]
    public void The_line_of_the_README_makes_every_package_without_a_warning()
    {
        Assert.Equal(
            All.Select(static row => row.Data).Order(StringComparer.Ordinal),
            Directory.EnumerateFiles(packages.Feed, "*.nupkg")
                .Select(file => Path.GetFileNameWithoutExtension(file).Replace($".{packages.Version}", "", StringComparison.Ordinal))
                .Order(StringComparer.Ordinal));
        Assert.DoesNotContain("warning", packages.Output, StringComparison.OrdinalIgnoreCase);
    }

    [Theory]
    [MemberData(nameof(All))]
    public void A_package_says_what_it_is_and_under_which_license(string id)
    {
        var metadata = packages.MetadataOf(id);

        Assert.Equal(id, metadata.Element("id")?.Value);
        Assert.Equal("MIT", metadata.Element("license")?.Value);
        Assert.Equal("expression", metadata.Element("license")?.Attribute("type")?.Value);
        Assert.Equal("README.md", metadata.Element("readme")?.Value);
        Assert.False(string.IsNullOrWhiteSpace(metadata.Element("description")?.Value));
        Assert.NotEqual("Package Description", metadata.Element("description")?.Value);
        Assert.Contains("birdeye", metadata.Element("tags")?.Value, StringComparison.Ordinal);
        Assert.Equal("BirdeyeDiscovery contributors", metadata.Element("authors")?.Value);
    }

    [Theory]
    [MemberData(nameof(IdsAndSuites))]
    public void A_package_holds_one_assembly_its_documentation_and_its_own_readme(string id)
    {
        var files = packages.FilesOf(id);

        Assert.Equal([$"lib/net10.0/{id}.dll", $"lib/net10.0/{id}.xml"], files.Where(f => f.StartsWith("lib/", StringComparison.Ordinal)).Order());
        Assert.Contains("README.md", files);
        Assert.StartsWith($"# {id}\n", packages.TextOf(id, "README.md"), StringComparison.Ordinal);
        Assert.True(packages.TextOf(id, "README.md").Length > 400, "The readme of a package says how to use it.");
    }

    [Theory]
    [MemberData(nameof(All))]
    public void A_package_has_an_icon_its_copyright_and_where_its_changes_are_listed(string id)
    {
        var metadata = packages.MetadataOf(id);

        Assert.Equal("icon.png", metadata.Element("icon")?.Value);
        Assert.Contains("icon.png", packages.FilesOf(id));
        Assert.Equal("Copyright (c) BirdeyeDiscovery contributors", metadata.Element("copyright")?.Value);
        Assert.Contains("CHANGELOG.md", metadata.Element("releaseNotes")?.Value, StringComparison.Ordinal);
        Assert.Equal("git", metadata.Element("repository")?.Attribute("type")?.Value);
        Assert.Equal(PackedPackages.Remote, metadata.Element("repository")?.Attribute("url")?.Value);
        Assert.Equal(PackedPackages.Repository, metadata.Element("projectUrl")?.Value);
    }

    [Theory]
    [MemberData(nameof(All))]
    public void A_readme_has_whole_addresses_since_it_is_shown_far_from_the_repository(string id) => Assert.All(
        Target().Matches(packages.TextOf(id, "README.md")),
        static target => Assert.StartsWith("https://", target.Groups["target"].Value, StringComparison.Ordinal));

    [Fact]
    public void The_readme_of_the_core_has_a_picture_with_a_text_in_its_place()
    {
        var readme = packages.TextOf("BirdeyeDiscovery", "README.md");
        var picture = Target().Matches(readme).Single(static target => target.Groups["text"].Success);

        Assert.Matches(RawFiles + "docs/images/", picture.Groups["target"].Value);
        Assert.True(File.Exists(Checkout.PathOf(Regex.Match(picture.Groups["target"].Value, "docs/images/.*").Value)));
        Assert.True(picture.Groups["text"].Length > 20);

        // Nothing else differs from the readme in the checkout.
        Assert.Equal(
            Documents.Read("src/BirdeyeDiscovery/README.md").Split('\n').Where(static line => !line.StartsWith('!')),
            (readme.TrimEnd() + '\n').Split('\n').Where(static line => !line.StartsWith('!')));
    }

    [Theory]
    [MemberData(nameof(All))]
    public void No_file_of_a_package_names_a_folder_of_the_machine_that_built_it(string id) => AssertNoFolder(id, "nupkg");

    [Fact]
    public void The_package_of_the_template_has_its_files_and_nothing_else()
    {
        var files = packages.FilesOf(PackedPackages.Templates);

        var type = packages.MetadataOf(PackedPackages.Templates).Descendants("packageType").Single();
        Assert.Equal("Template", type.Attribute("name")?.Value);
        Assert.Contains("content/birdeye-bot/.template.config/template.json", files);
        Assert.Contains("content/birdeye-bot/.gitignore", files);
        Assert.DoesNotContain(files, static file => file.Split('/').Any(static folder => folder is "bin" or "obj" or "data"));
        Assert.DoesNotContain(files, static file => file.EndsWith(".dll", StringComparison.Ordinal));
        Assert.Empty(Dependencies(PackedPackages.Templates));
    }

    [Fact]
    public void The_template_names_the_versions_of_this_build()
    {
        var named = packages.FilesOf(PackedPackages.Templates).Where(static file => file.EndsWith(".csproj", StringComparison.Ordinal))
            .SelectMany(file => XDocument.Parse(packages.TextOf(PackedPackages.Templates, file)).Descendants("PackageReference"))
            .Select(static reference => (Id: reference.Attribute("Include")!.Value, Version: reference.Attribute("Version")!.Value))
            .ToList();

        Assert.NotEmpty(named);
        Assert.All(named, reference => Assert.Equal(
            reference.Id.StartsWith("BirdeyeDiscovery", StringComparison.Ordinal) ? packages.Version : ScratchProject.CentralVersion(reference.Id),
            reference.Version));
    }

    [Theory]
    [MemberData(nameof(WithSymbols))]
    public void The_symbols_of_a_package_name_no_folder_of_the_machine_that_built_it(string id)
    {
        AssertNoFolder(id, "snupkg");
        using var symbols = MetadataReaderProvider.FromPortablePdbStream(
            new MemoryStream(packages.BytesOf(id, "snupkg", SymbolsOf(id))));
        var reader = symbols.GetMetadataReader();
        var sources = reader.Documents.Select(document => reader.GetString(reader.GetDocument(document).Name)).ToList();
        Assert.NotEmpty(sources);
        Assert.All(sources, static source => Assert.StartsWith("/_/", source, StringComparison.Ordinal));

        // A debugger finds a source only when its name matches the left side of an entry of the map.
        var map = reader.CustomDebugInformation
            .Select(reader.GetCustomDebugInformation)
            .Single(information => reader.GetGuid(information.Kind) == SourceLink);
        using var json = JsonDocument.Parse(reader.GetBlobBytes(map.Value));
        var entry = Assert.Single(json.RootElement.GetProperty("documents").EnumerateObject());
        Assert.Equal("/_/*", entry.Name);
        Assert.Matches(RawFiles + @"\*$", entry.Value.GetString());
    }

    [Theory]
    [MemberData(nameof(WithSymbols))]
    public void A_package_has_symbols_beside_it(string id) => Assert.Contains(SymbolsOf(id), packages.FilesOf(id, "snupkg"));

    /// <summary>A tool brings all that it runs with.</summary>
    [Fact]
    public void The_tool_has_its_own_assemblies_and_nothing_that_only_tests_or_builds_need()
    {
        const string folder = "tools/net10.0/any/";
        var files = packages.FilesOf(PackedPackages.Tool);

        Assert.Empty(Dependencies(PackedPackages.Tool));
        Assert.All(PackedPackages.Ids, id => Assert.Contains($"{folder}{id}.dll", files));
        Assert.DoesNotContain(files, static file => TestOnly.Any(name => Path.GetFileName(file).StartsWith(name, StringComparison.OrdinalIgnoreCase)));
        Assert.DoesNotContain(files, static file => file.EndsWith(".xml", StringComparison.Ordinal) && !file.EndsWith("DotnetToolSettings.xml", StringComparison.Ordinal) && !file.StartsWith('['));
        Assert.True(packages.TextOf(PackedPackages.Tool, "README.md").Length > 400, "The readme of a package says how to use it.");
    }

    /// <remarks>When a row is more than 15 percent off, the message has the new one.</remarks>
    [Theory]
    [MemberData(nameof(All))]
    public void The_page_of_hosting_has_the_size_of_a_package_and_of_what_it_pulls_in(string id)
    {
        const double tolerance = 0.15;
        var (kilobytes, others, pulled) = (packages.SizeOf(id) / 1e3, PulledPackages.Of(packages, id), 0.0);
        pulled = others.Sum(static other => other.Bytes) / 1e6;
        var expected = string.Create(CultureInfo.InvariantCulture, $"| `{id}` | {kilobytes:0} KB | {others.Count} | {pulled:0.0} MB |");
        var row = SizeRow().Matches(Documents.Read("docs/hosting.md")).SingleOrDefault(row => row.Groups["id"].Value == id);

        Assert.True(row is not null, $"docs/hosting.md lacks the row\n{expected}");
        Assert.True(
            int.Parse(row.Groups["count"].Value, CultureInfo.InvariantCulture) == others.Count
                && IsNear(row.Groups["size"].Value, kilobytes, 1)
                && IsNear(row.Groups["pulled"].Value, pulled, 0.1),
            $"docs/hosting.md has\n{row.Value}\nand measured was\n{expected}");

        static bool IsNear(string said, double measured, double least) =>
            Math.Abs(double.Parse(said, CultureInfo.InvariantCulture) - measured) <= Math.Max(least, tolerance * measured);
    }

    [Theory]
    [MemberData(nameof(Ids))]
    public void A_package_depends_on_nothing_that_only_tests_or_builds_need(string id)
    {
        var dependencies = Dependencies(id);

        Assert.DoesNotContain(dependencies, d => TestOnly.Any(t => d.StartsWith(t, StringComparison.OrdinalIgnoreCase)));
    }

    [Fact]
    public void The_core_forces_neither_a_native_library_nor_a_web_server_on_its_users()
    {
        Assert.DoesNotContain(Dependencies("BirdeyeDiscovery"), d => d.Contains("Sqlite", StringComparison.OrdinalIgnoreCase));
        Assert.Empty(packages.MetadataOf("BirdeyeDiscovery").Descendants("frameworkReference"));
        Assert.Contains("BirdeyeDiscovery", Dependencies("BirdeyeDiscovery.Sqlite"));
    }

    [Fact]
    public async Task A_scratch_project_installs_the_packages_and_runs_a_cycle()
    {
        var folder = ScratchProject.Write(packages, "scratch", new Dictionary<string, string> { ["Program.cs"] = Program });

        var output = await DotnetCommand.RunAsync(
            folder, ScratchProject.Environment(packages), TestContext.Current.CancellationToken, "run", "-c", "Release");

        // A package of the same version lying in another cache would make this test prove nothing.
        Assert.True(Directory.Exists(Path.Combine(ScratchProject.Cache(packages), "birdeyediscovery.sqlite", packages.Version)), "The package did not come from the fresh feed.");
        Assert.Contains("outcome Complete", output, StringComparison.Ordinal);
        Assert.Contains("active SOL", output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_store_a_cache_and_a_market_source_of_a_host_pass_the_packed_suites()
    {
        const string project = "tests/BirdeyeDiscovery.Outside.Tests";
        var sources = Directory.EnumerateFiles(Checkout.PathOf(project), "*.cs", SearchOption.AllDirectories)
            .Select(path => Path.GetRelativePath(Checkout.PathOf(project), path))
            .Where(static path => !path.StartsWith("obj", StringComparison.Ordinal) && !path.StartsWith("bin", StringComparison.Ordinal))
            .ToDictionary(static path => path, path => File.ReadAllText(Checkout.PathOf($"{project}/{path}")));
        sources.Add("Usings.cs", "global using Xunit;");
        var folder = ScratchProject.Write(
            packages, "suites", sources, ["BirdeyeDiscovery", PackedPackages.Suites], "Microsoft.Extensions.TimeProvider.Testing", "xunit.v3");

        var output = await DotnetCommand.RunAsync(
            folder, ScratchProject.Environment(packages), TestContext.Current.CancellationToken, "run", "-c", "Release");

        Assert.True(Directory.Exists(Path.Combine(ScratchProject.Cache(packages), "birdeyediscovery.conformance", packages.Version)), "The package did not come from the fresh feed.");
        Assert.Matches(@"Total: [1-9]\d\d, Errors: 0, Failed: 0,", output);
    }

    // The text of a picture, and none of a link.
    [GeneratedRegex(@"(?:!\[(?<text>[^\]]*)\]|\])\((?<target>[^)\s]+)\)")]
    private static partial Regex Target();

    [GeneratedRegex(@"(?m)^\| `(?<id>BirdeyeDiscovery[\w.]*)` \| (?<size>\d+) KB \| (?<count>\d+) \| (?<pulled>[\d.]+) MB \|$")]
    private static partial Regex SizeRow();

    private static string SymbolsOf(string id) => id == PackedPackages.Tool ? "tools/net10.0/any/birdeye-discovery.pdb" : $"lib/net10.0/{id}.pdb";

    // The names of sources are in parts in a file of symbols; a map, a path of an assembly and a text are whole.
    private void AssertNoFolder(string id, string extension)
    {
        byte[][] forms = [Encoding.UTF8.GetBytes(packages.Work), Encoding.Unicode.GetBytes(packages.Work)];
        Assert.All(packages.FilesOf(id, extension), file =>
        {
            var bytes = packages.BytesOf(id, extension, file);
            Assert.True(Array.TrueForAll(forms, form => bytes.AsSpan().IndexOf(form) < 0), $"{file} names the folder of the checkout");
        });
    }

    private List<string> Dependencies(string id) =>
        [.. packages.MetadataOf(id).Descendants("dependency").Select(d => d.Attribute("id")!.Value)];
}
