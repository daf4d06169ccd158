using System.Text.Json;

namespace BirdeyeDiscovery.EndToEnd.Tests.Support;

/// <summary>The packages that a package of the library brings into a project, as they were restored for this build.</summary>
internal static class PulledPackages
{
    private const string Target = "net10.0";

    /// <summary>Gets each package with the size of its file, without those of the library itself.</summary>
    public static IReadOnlyCollection<(string Id, long Bytes)> Of(PackedPackages packages, string id)
    {
        var found = new Dictionary<string, long>(StringComparer.OrdinalIgnoreCase);
        var open = new Queue<string>(Dependencies(packages, id));
        if (open.Count == 0)
        {
            return [];
        }

        using var assets = JsonDocument.Parse(File.ReadAllBytes(Checkout.PathOf($"{FolderOf(id)}/{id}/obj/project.assets.json")));
        var libraries = assets.RootElement.GetProperty("targets").GetProperty(Target).EnumerateObject()
            .ToDictionary(static library => library.Name.Split('/')[0], static library => library, StringComparer.OrdinalIgnoreCase);
        while (open.TryDequeue(out var next))
        {
            var parts = libraries[next].Name.Split('/');
            var name = parts[0];
            if (!found.TryAdd(name, SizeOf(packages, name, parts[1])))
            {
                continue;
            }

            // Of an own project the packed dependencies count: the project also has analyzers.
            IEnumerable<string> dependencies = IsOwn(name) ? Dependencies(packages, name)
                : libraries[next].Value.TryGetProperty("dependencies", out var list)
                ? list.EnumerateObject().Select(static other => other.Name)
                : [];
            foreach (var dependency in dependencies)
            {
                open.Enqueue(dependency);
            }
        }

        return [.. found.Where(static package => !IsOwn(package.Key)).Select(static package => (package.Key, package.Value))];
    }

    private static bool IsOwn(string id) => id.StartsWith("BirdeyeDiscovery", StringComparison.OrdinalIgnoreCase);

    private static string FolderOf(string id) => id == PackedPackages.Suites ? "tests" : "src";

    private static List<string> Dependencies(PackedPackages packages, string id) =>
        [.. packages.MetadataOf(id).Descendants("dependency").Select(static dependency => dependency.Attribute("id")!.Value)];

    private static long SizeOf(PackedPackages packages, string id, string version) => IsOwn(id)
        ? packages.SizeOf(id)
        : new FileInfo(Path.Combine(
            ScratchProject.RestoredPackages(), id.ToLowerInvariant(), version, $"{id.ToLowerInvariant()}.{version}.nupkg")).Length;
}
