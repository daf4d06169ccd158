using System.Globalization;
using System.Reflection;
using System.Runtime.CompilerServices;
using System.Text.RegularExpressions;

namespace BirdeyeDiscovery.Tests;

/// <summary>The public types are those that somebody outside can find and needs.</summary>
public sealed partial class PublicTypesTests
{
    private static readonly Assembly[] Libraries = [typeof(IDiscoveryEngine).Assembly, Assembly.Load("BirdeyeDiscovery.Testing"), Assembly.Load("BirdeyeDiscovery.Ledger")];

    [Fact]
    public void Every_public_type_is_named_on_a_page_or_in_a_sample()
    {
        var words = Pages().SelectMany(static page => Word().Matches(File.ReadAllText(page)).Select(static word => word.Value)).ToHashSet(StringComparer.Ordinal);

        var types = Libraries.SelectMany(static library => library.GetExportedTypes()).ToList();

        Assert.NotEmpty(types);
        Assert.Empty(types.Where(type => !Names(type).Any(words.Contains)).Select(static type => type.FullName));
    }

    /// <summary>What is public once is a promise, so it grows on purpose only: a new type or member needs higher numbers on the page.</summary>
    [Fact]
    public void The_core_promises_no_more_than_the_page_says()
    {
        var page = File.ReadAllText(Path.Combine(QualityTests.FindRoot(), "docs", "types.md"));
        var said = Promise().Match(page);
        var parts = Part().Matches(page);
        var types = typeof(IDiscoveryEngine).Assembly.GetExportedTypes().Length;
        var lines = File.ReadLines(Path.Combine(QualityTests.FindRoot(), "src", "BirdeyeDiscovery", "PublicAPI.Unshipped.txt"))
            .Count(static line => line.Length > 0 && line[0] != '#');

        Assert.InRange(types, 1, Number(said, "types"));
        Assert.InRange(lines, 1, Number(said, "lines"));
        Assert.Equal(Number(said, "types"), parts.Sum(static part => Number(part, "types")));
        Assert.Equal(Number(said, "lines"), parts.Sum(static part => Number(part, "lines")));
    }

    // A class of extension methods is known by its methods.
    private static IEnumerable<string> Names(Type type) => type is { IsAbstract: true, IsSealed: true } && type.IsDefined(typeof(ExtensionAttribute))
        ? type.GetMethods(BindingFlags.Public | BindingFlags.Static | BindingFlags.DeclaredOnly).Select(static method => method.Name)
        : [type.Name.Split('`')[0]];

    private static IEnumerable<string> Pages()
    {
        var root = QualityTests.FindRoot();
        return
        [
            Path.Combine(root, "README.md"),
            .. Directory.EnumerateFiles(Path.Combine(root, "docs"), "*.md", SearchOption.AllDirectories),
            .. Directory.EnumerateFiles(Path.Combine(root, "src"), "README.md", SearchOption.AllDirectories),
            .. Directory.EnumerateFiles(Path.Combine(root, "samples"), "*.cs", SearchOption.AllDirectories)
                .Where(static file => !file.Contains($"{Path.DirectorySeparatorChar}obj{Path.DirectorySeparatorChar}", StringComparison.Ordinal)),
        ];
    }

    private static int Number(Match match, string group) => int.Parse(match.Groups[group].Value, CultureInfo.InvariantCulture);

    [GeneratedRegex(@"The core has (?<types>\d+) public types with (?<lines>\d+) lines")]
    private static partial Regex Promise();

    [GeneratedRegex(@"^\| a [^|]+\| (?<types>\d+) \| (?<lines>\d+) \|", RegexOptions.Multiline)]
    private static partial Regex Part();

    [GeneratedRegex(@"\w+")]
    private static partial Regex Word();
}
