using System.IO.Compression;
using System.Xml.Linq;

namespace BirdeyeDiscovery.EndToEnd.Tests.Support;

/// <summary>The packages as a release would have them, packed once from what this build produced.</summary>
public sealed class PackedPackages : IAsyncLifetime
{
    internal static string[] Ids { get; } = ["BirdeyeDiscovery", "BirdeyeDiscovery.Sqlite", "BirdeyeDiscovery.Ledger", "BirdeyeDiscovery.Testing"];

    /// <summary>Gets the suites for stores, caches and market sources of hosts, which depend on xUnit as no other package does.</summary>
    internal const string Suites = "BirdeyeDiscovery.Conformance";

    /// <summary>Gets the package of the project template, which has files and no assembly.</summary>
    internal const string Templates = "BirdeyeDiscovery.Templates";

    /// <summary>Gets the address of the repository that a release is built from.</summary>
    internal const string Repository = "https://example.invalid/birdeye-discovery";

    /// <summary>Gets the command, which nobody references.</summary>
    internal const string Tool = "BirdeyeDiscovery.Tool";

    /// <summary>Outside of the checkout, so that none of its build files reach the scratch project.</summary>
    internal string Work { get; } = Directory.CreateTempSubdirectory("birdeye-packages-").FullName;

    internal string Feed => Path.Combine(Work, "feed");

    internal string Version { get; private set; } = "";

    public async ValueTask InitializeAsync()
    {
        Directory.CreateDirectory(Feed);
        foreach (var project in (string[])[.. Ids.Select(static id => $"src/{id}"), $"src/{Tool}", $"tests/{Suites}", $"templates/{Templates}"])
        {
            await DotnetCommand.RunAsync(
                Checkout.PathOf(project),
                new Dictionary<string, string>(),
                TestContext.Current.CancellationToken,
                "pack", "--no-build", "-c", Checkout.Configuration, "-o", Feed, "-v", "quiet", $"-p:RepositoryUrl={Repository}");
        }

        const string Prefix = "BirdeyeDiscovery.Sqlite.";
        Version = Path.GetFileNameWithoutExtension(Directory.GetFiles(Feed, Prefix + "*.nupkg").Single())[Prefix.Length..];
    }

    public ValueTask DisposeAsync()
    {
        Directory.Delete(Work, recursive: true);
        return ValueTask.CompletedTask;
    }

    internal IReadOnlyList<string> FilesOf(string id, string extension = "nupkg")
    {
        using var archive = ZipFile.OpenRead(PathOf(id, extension));
        return [.. archive.Entries.Select(e => e.FullName)];
    }

    internal byte[] BytesOf(string id, string extension, string file)
    {
        using var archive = ZipFile.OpenRead(PathOf(id, extension));
        using var content = archive.GetEntry(file)!.Open();
        using var copy = new MemoryStream();
        content.CopyTo(copy);
        return copy.ToArray();
    }

    internal long SizeOf(string id) => new FileInfo(PathOf(id, "nupkg")).Length;

    internal string TextOf(string id, string file)
    {
        using var archive = ZipFile.OpenRead(PathOf(id, "nupkg"));
        using var reader = new StreamReader(archive.GetEntry(file)!.Open());
        return reader.ReadToEnd();
    }

    /// <summary>The nuspec with its namespace dropped, which differs between versions of the tool.</summary>
    internal XElement MetadataOf(string id)
    {
        var root = XDocument.Parse(TextOf(id, $"{id}.nuspec")).Root!;
        foreach (var element in root.DescendantsAndSelf())
        {
            element.Name = element.Name.LocalName;
        }

        return root.Element("metadata")!;
    }

    private string PathOf(string id, string extension) => Path.Combine(Feed, $"{id}.{Version}.{extension}");
}
