using System.IO.Compression;
using System.Xml.Linq;

namespace BirdeyeDiscovery.EndToEnd.Tests.Support;

/// <summary>
/// The packages as the README makes them: its line runs once, in a clone of a hosted repository without any output of a build. Only such a
/// clone gives the symbols a map of Source Link.
/// </summary>
public sealed class PackedPackages : IAsyncLifetime
{
    internal static string[] Ids { get; } = ["BirdeyeDiscovery", "BirdeyeDiscovery.Sqlite", "BirdeyeDiscovery.Ledger", "BirdeyeDiscovery.Testing"];

    /// <summary>Gets the suites for stores, caches and market sources of hosts, which depend on xUnit as no other package does.</summary>
    internal const string Suites = "BirdeyeDiscovery.Conformance";

    /// <summary>Gets the package of the project template, which has files and no assembly.</summary>
    internal const string Templates = "BirdeyeDiscovery.Templates";

    /// <summary>Gets the address of the repository that a release is built from, as a browser shows it.</summary>
    internal const string Repository = "https://github.com/acme/birdeye";

    /// <summary>Gets the address from which the repository is cloned.</summary>
    internal const string Remote = Repository + ".git";

    private const string CommitRepository =
        $"""
        git init --quiet
        git remote add origin {Remote}
        git add --all
        git -c user.name=test -c user.email=test@example.invalid -c gc.auto=0 commit --quiet --message copy
        """;

    /// <summary>Gets the line of the README that makes the packages.</summary>
    internal static string PackLine => Documents.Blocks("README.md", "")[0].Split('\n')[0];

    /// <summary>Gets the command, which nobody references.</summary>
    internal const string Tool = "BirdeyeDiscovery.Tool";

    /// <summary>Outside of the checkout, so that none of its build files reach the scratch project.</summary>
    internal string Work { get; } = Directory.CreateTempSubdirectory("birdeye-packages-").FullName;

    /// <summary>Gets the folder of the copy.</summary>
    internal string Source => Path.Combine(Work, "checkout");

    internal string Feed => Path.Combine(Source, "packages");

    /// <summary>Gets what the line printed.</summary>
    internal string Output { get; private set; } = "";

    internal string Version { get; private set; } = "";

    public async ValueTask InitializeAsync()
    {
        Checkout.CopyTo(Source);
        await DotnetCommand.RunLinesAsync(
            CommitRepository,
            Source,
            new Dictionary<string, string> { ["GIT_CONFIG_GLOBAL"] = "/dev/null", ["GIT_CONFIG_NOSYSTEM"] = "1" },
            TestContext.Current.CancellationToken);

        // The build of this test ran the analyzers and the audit already.
        var environment = new Dictionary<string, string>
        {
            ["CI"] = "",
            ["RunAnalyzers"] = "false",
            ["NuGetAudit"] = "false",
        };
        const string command = "dotnet ";
        var line = PackLine;
        Assert.StartsWith(command, line, StringComparison.Ordinal);
        Output = await DotnetCommand.RunAsync(
            Source, environment, TestContext.Current.CancellationToken, line[command.Length..].Split(' '));

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
