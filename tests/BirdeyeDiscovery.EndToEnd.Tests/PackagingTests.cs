using System.Xml.Linq;
using BirdeyeDiscovery.EndToEnd.Tests.Support;

namespace BirdeyeDiscovery.EndToEnd.Tests;

/// <summary>What <c>dotnet pack</c> makes is complete, lean, and works in a project that has nothing of this checkout.</summary>
public sealed class PackagingTests(PackedPackages packages) : IClassFixture<PackedPackages>
{
    private static readonly string[] TestOnly = ["xunit", "nsubstitute", "cscheck", "microsoft.net.test", "microsoft.codeanalysis", "benchmarkdotnet"];

    public static TheoryData<string> Ids => ["BirdeyeDiscovery", "BirdeyeDiscovery.Sqlite", "BirdeyeDiscovery.Testing"];

    [Theory]
    [MemberData(nameof(Ids))]
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
    [MemberData(nameof(Ids))]
    public void A_package_holds_one_assembly_its_documentation_and_its_own_readme(string id)
    {
        var files = packages.FilesOf(id);

        Assert.Equal([$"lib/net10.0/{id}.dll", $"lib/net10.0/{id}.xml"], files.Where(f => f.StartsWith("lib/", StringComparison.Ordinal)).Order());
        Assert.Contains("README.md", files);
        Assert.StartsWith($"# {id}\n", packages.TextOf(id, "README.md"), StringComparison.Ordinal);
        Assert.True(packages.TextOf(id, "README.md").Length > 400, "The readme of a package says how to use it.");
    }

    [Theory]
    [MemberData(nameof(Ids))]
    public void A_package_has_symbols_beside_it(string id) =>
        Assert.Contains($"lib/net10.0/{id}.pdb", packages.FilesOf(id, "snupkg"));

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
        var folder = Directory.CreateDirectory(Path.Combine(packages.Work, "scratch")).FullName;
        var cache = Path.Combine(packages.Work, "cache");
        await WriteScratchProjectAsync(folder);
        var environment = new Dictionary<string, string> { ["NUGET_PACKAGES"] = cache, ["CI"] = "" };

        var output = await DotnetCommand.RunAsync(folder, environment, TestContext.Current.CancellationToken, "run", "-c", "Release");

        // A package of the same version lying in another cache would make this test prove nothing.
        Assert.True(Directory.Exists(Path.Combine(cache, "birdeyediscovery.sqlite", packages.Version)), "The package did not come from the fresh feed.");
        Assert.Contains("outcome Complete", output, StringComparison.Ordinal);
        Assert.Contains("active SOL", output, StringComparison.Ordinal);
    }

    private List<string> Dependencies(string id) =>
        [.. packages.MetadataOf(id).Descendants("dependency").Select(d => d.Attribute("id")!.Value)];

    private async Task WriteScratchProjectAsync(string folder)
    {
        // The dependencies were restored for this build already; read from there, the test needs no network.
        var restored = Environment.GetEnvironmentVariable("NUGET_PACKAGES")
            ?? Path.Combine(Environment.GetFolderPath(Environment.SpecialFolder.UserProfile), ".nuget", "packages");
        var settings = new XElement(
            "configuration",
            new XElement("packageSources", new XElement("clear"), Add("packed", packages.Feed)),
            new XElement("fallbackPackageFolders", Add("restored", restored)));
        var project = new XElement(
            "Project",
            new XAttribute("Sdk", "Microsoft.NET.Sdk"),
            new XElement(
                "PropertyGroup",
                new XElement("OutputType", "Exe"),
                new XElement("TargetFramework", "net10.0"),
                new XElement("Nullable", "enable"),
                new XElement("ImplicitUsings", "enable"),
                new XElement("InvariantGlobalization", "true")),
            new XElement("ItemGroup", Ids.Select(id => Reference(id.Data, packages.Version)), Reference("Microsoft.Extensions.Hosting", "10.0.15")));
        var cancellationToken = TestContext.Current.CancellationToken;
        await File.WriteAllTextAsync(Path.Combine(folder, "nuget.config"), settings.ToString(), cancellationToken);
        await File.WriteAllTextAsync(Path.Combine(folder, "scratch.csproj"), project.ToString(), cancellationToken);
        await File.WriteAllTextAsync(Path.Combine(folder, "Program.cs"), Program, cancellationToken);
    }

    private static XElement Add(string key, string value) => new("add", new XAttribute("key", key), new XAttribute("value", value));

    private static XElement Reference(string id, string version) =>
        new("PackageReference", new XAttribute("Include", id), new XAttribute("Version", version));

    private const string Program = """
        using BirdeyeDiscovery;
        using Microsoft.Extensions.DependencyInjection;
        using Microsoft.Extensions.Hosting;

        Console.WriteLine(new ApiKey("secret"));
        """;
}
