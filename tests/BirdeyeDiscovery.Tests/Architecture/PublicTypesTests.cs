using System.Globalization;
using System.Text.RegularExpressions;

namespace BirdeyeDiscovery.Tests;

/// <summary>The public types are those that somebody outside can find and needs.</summary>
public sealed partial class PublicTypesTests
{
    private static readonly string Root = QualityTests.FindRoot();

    // The tool is a program and has no public types. The conformance suites are a package, though they are among the tests.
    private static readonly string[] Libraries =
    [
        "src/BirdeyeDiscovery", "src/BirdeyeDiscovery.Sqlite", "src/BirdeyeDiscovery.Ledger", "src/BirdeyeDiscovery.Testing",
        "tests/BirdeyeDiscovery.Conformance",
    ];

    public static TheoryData<string> EachLibrary => [.. Libraries];

    [Theory]
    [MemberData(nameof(EachLibrary))]
    public void Every_public_type_is_named_on_a_page_by_itself(string library)
    {
        var named = Pages()
            .SelectMany(static page => Name().Matches(Block().Replace(File.ReadAllText(page), "")))
            .Select(static span => span.Groups["name"].Value)
            .ToHashSet(StringComparer.Ordinal);
        var types = Types(File.ReadAllText(Path.Combine(Root, library, "PublicAPI.Unshipped.txt"))).ToList();

        Assert.NotEmpty(types);
        Assert.Empty(types.Where(type => !type.Names.Any(named.Contains)).Select(static type => type.Type));
    }

    /// <summary>The list of public members has nested types too, which a search for declarations at the margin misses.</summary>
    [Fact]
    public void The_list_of_public_members_has_all_types_of_the_core() => Assert.Equal(
        typeof(IDiscoveryEngine).Assembly.GetExportedTypes().Length,
        Types(File.ReadAllText(Path.Combine(Root, "src", "BirdeyeDiscovery", "PublicAPI.Unshipped.txt"))).Count());

    [Fact]
    public void Every_package_is_read_for_its_types()
    {
        var packed = Directory.EnumerateDirectories(Root)
            .Where(static folder => Path.GetFileName(folder) is "src" or "tests")
            .SelectMany(static folder => Directory.EnumerateDirectories(folder))
            .Select(static project => Path.Combine(project, "PublicAPI.Unshipped.txt"))
            .Where(File.Exists)
            .Where(static file => File.ReadLines(file).Skip(1).Any())
            .Select(static file => Path.GetRelativePath(Root, Path.GetDirectoryName(file)!).Replace(Path.DirectorySeparatorChar, '/'));

        Assert.Equal(Libraries.Order(StringComparer.Ordinal), packed.Order(StringComparer.Ordinal));
    }

    /// <summary>What is public once is a promise, so it grows on purpose only: a new type or member needs higher numbers on the page.</summary>
    [Fact]
    public void The_core_promises_no_more_than_the_page_says()
    {
        var page = File.ReadAllText(Path.Combine(Root, "docs", "types.md"));
        var said = Promise().Match(page);
        var parts = Part().Matches(page);
        var types = typeof(IDiscoveryEngine).Assembly.GetExportedTypes().Length;
        var lines = File.ReadLines(Path.Combine(Root, "src", "BirdeyeDiscovery", "PublicAPI.Unshipped.txt"))
            .Count(static line => line.Length > 0 && line[0] != '#');

        Assert.InRange(types, 1, Number(said, "types"));
        Assert.InRange(lines, 1, Number(said, "lines"));
        Assert.Equal(Number(said, "types"), parts.Sum(static part => Number(part, "types")));
        Assert.Equal(Number(said, "lines"), parts.Sum(static part => Number(part, "lines")));
    }

    // A class of extension methods is known by its methods, which a page may show with their arguments.
    private static IEnumerable<(string Type, IReadOnlyList<string> Names)> Types(string members) => PublicType().Matches(members)
        .Select(static match => (Type: match.Groups["type"].Value, Name: match.Groups["name"].Value))
        .Select(type => (type.Type, type.Name.EndsWith("Extensions", StringComparison.Ordinal)
            ? (IReadOnlyList<string>)[.. Extension().Matches(members)
                .Where(match => match.Groups["type"].Value == type.Type).Select(static match => match.Groups["name"].Value)]
            : [type.Name]));

    // Neither the decisions, which say why, nor the code of samples is where a type is looked up.
    private static IEnumerable<string> Pages() =>
    [
        Path.Combine(Root, "README.md"),
        .. Directory.EnumerateFiles(Path.Combine(Root, "docs"), "*.md"),
        .. Libraries.SelectMany(static library => Files(library, "README.md")),
    ];

    private static IEnumerable<string> Files(string folder, string pattern) =>
        Directory.EnumerateFiles(Path.Combine(Root, folder), pattern, SearchOption.AllDirectories)
            .Where(static file => !file.Split(Path.DirectorySeparatorChar).Contains("obj"));

    private static int Number(Match match, string group) => int.Parse(match.Groups[group].Value, CultureInfo.InvariantCulture);

    [GeneratedRegex(@"The core has (?<types>\d+) public types with (?<lines>\d+) lines")]
    private static partial Regex Promise();

    [GeneratedRegex(@"^\| a [^|]+\| (?<types>\d+) \| (?<lines>\d+) \|", RegexOptions.Multiline)]
    private static partial Regex Part();

    [GeneratedRegex(@"(?ms)^[ \t]*```.*?^[ \t]*```")]
    private static partial Regex Block();

    // Arguments are allowed after the name of a method, which begins none of the types; a type may have type parameters.
    [GeneratedRegex(@"`\.?(?<name>\w+)(?:<\w+(?:, \w+)*>)?(?:\([^`\r\n]*\))?`")]
    private static partial Regex Name();

    [GeneratedRegex(@"(?m)^(?<type>(?:\w+\.)+(?<name>\w+))(?:<\w+(?:, \w+)*>)?\r?$")]
    private static partial Regex PublicType();

    [GeneratedRegex(@"(?m)^static (?<type>[\w.]+)\.(?<name>\w+)(?:<[^(]*>)?\(this ")]
    private static partial Regex Extension();
}
