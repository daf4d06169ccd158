using System.Xml.Linq;

namespace BirdeyeDiscovery.EndToEnd.Tests.Support;

/// <summary>A console project outside of the checkout that knows the library only by its packages.</summary>
internal static class ScratchProject
{
    /// <summary>Writes the project with its sources and returns its folder.</summary>
    public static string Write(PackedPackages packages, string name, IReadOnlyDictionary<string, string> sources) =>
        Write(packages, name, sources, PackedPackages.Ids, "Microsoft.Extensions.Hosting", "Polly.Extensions");

    /// <summary>Writes the project with its sources, some of the packages, and packages of others.</summary>
    public static string Write(
        PackedPackages packages, string name, IReadOnlyDictionary<string, string> sources, IReadOnlyList<string> ids, params string[] others)
    {
        var folder = Directory.CreateDirectory(Path.Combine(packages.Work, name)).FullName;
        File.WriteAllText(Path.Combine(folder, "nuget.config"), Settings(packages).ToString());
        File.WriteAllText(Path.Combine(folder, $"{name}.csproj"), Project(packages, ids, others).ToString());
        foreach (var (file, text) in sources)
        {
            var path = Path.Combine(folder, file);
            Directory.CreateDirectory(Path.GetDirectoryName(path)!);
            File.WriteAllText(path, text);
        }

        return folder;
    }

    /// <summary>An own package cache, since a package of the same version lying in the user's would be taken instead.</summary>
    public static Dictionary<string, string> Environment(PackedPackages packages) => new()
    {
        ["NUGET_PACKAGES"] = Cache(packages),
        ["CI"] = "",
    };

    public static string Cache(PackedPackages packages) => Path.Combine(packages.Work, "cache");

    // The dependencies were restored for this build already; read from there, the test needs no network.
    private static XElement Settings(PackedPackages packages) => new(
        "configuration",
        new XElement("packageSources", new XElement("clear"), Add("packed", packages.Feed)),
        new XElement("fallbackPackageFolders", Add("restored", RestoredPackages())));

    private static XElement Project(PackedPackages packages, IReadOnlyList<string> ids, string[] others) => new(
        "Project",
        new XAttribute("Sdk", "Microsoft.NET.Sdk"),
        new XElement(
            "PropertyGroup",
            new XElement("OutputType", "Exe"),
            new XElement("TargetFramework", "net10.0"),
            new XElement("Nullable", "enable"),
            new XElement("ImplicitUsings", "enable"),
            new XElement("InvariantGlobalization", "true")),
        new XElement(
            "ItemGroup",
            ids.Select(id => Reference(id, packages.Version)),
            others.Select(static id => Reference(id, CentralVersion(id)))));

    public static string RestoredPackages() =>
        System.Environment.GetEnvironmentVariable("NUGET_PACKAGES")
        ?? Path.Combine(System.Environment.GetFolderPath(System.Environment.SpecialFolder.UserProfile), ".nuget", "packages");

    public static string CentralVersion(string id) =>
        XDocument.Load(Checkout.PathOf("Directory.Packages.props")).Descendants("PackageVersion")
            .Single(e => e.Attribute("Include")?.Value == id).Attribute("Version")!.Value;

    private static XElement Add(string key, string value) => new("add", new XAttribute("key", key), new XAttribute("value", value));

    private static XElement Reference(string id, string version) =>
        new("PackageReference", new XAttribute("Include", id), new XAttribute("Version", version));
}
