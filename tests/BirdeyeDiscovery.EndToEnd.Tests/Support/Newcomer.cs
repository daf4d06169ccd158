using System.Xml.Linq;

namespace BirdeyeDiscovery.EndToEnd.Tests.Support;

/// <summary>
/// A folder of a person who has the packages and the pages, and a home folder without settings. The only source of the library is the
/// folder of packed packages; other packages come from those that were restored for this build, so that no network is needed.
/// </summary>
internal sealed class Newcomer
{
    private readonly Dictionary<string, string> _environment;

    public Newcomer(PackedPackages packages)
    {
        Folder = Directory.CreateDirectory(Path.Combine(packages.Work, "newcomer")).FullName;
        var home = Directory.CreateDirectory(Path.Combine(packages.Work, "home")).FullName;
        _environment = new Dictionary<string, string>(ScratchProject.Environment(packages))
        {
            ["HOME"] = home,
            ["DOTNET_CLI_HOME"] = home,
            ["NuGetAudit"] = "false",
            ["DOTNET_NOLOGO"] = "1",
            ["DOTNET_SKIP_FIRST_TIME_EXPERIENCE"] = "1",
            ["DOTNET_GENERATE_ASPNET_CERTIFICATE"] = "false",
        };
        var settings = Directory.CreateDirectory(Path.Combine(home, ".nuget", "NuGet")).FullName;
        new XElement(
            "configuration",
            new XElement(
                "packageSources",
                new XElement("add", new XAttribute("key", "restored"), new XAttribute("value", ScratchProject.RestoredPackages()))),
            new XElement(
                "fallbackPackageFolders",
                new XElement("add", new XAttribute("key", "restored"), new XAttribute("value", ScratchProject.RestoredPackages()))))
            .Save(Path.Combine(settings, "NuGet.Config"));
    }

    public string Folder { get; }

    public string PathOf(string relative) => Path.Combine(Folder, relative);

    /// <summary>Writes a file.</summary>
    public void Write(string relative, string text)
    {
        var path = PathOf(relative);
        Directory.CreateDirectory(Path.GetDirectoryName(path)!);
        File.WriteAllText(path, text);
    }

    /// <summary>Runs lines of a page as they stand, in a shell, and returns what they printed.</summary>
    public Task<string> RunAsync(string lines, string folder = "") =>
        DotnetCommand.RunLinesAsync(lines, PathOf(folder), _environment, TestContext.Current.CancellationToken);
}
