using System.Reflection;
using System.Text.RegularExpressions;

namespace BirdeyeDiscovery.Tests.Documentation;

/// <summary>What the pages list exists in the code, and each thing is defined on one page only.</summary>
public sealed partial class ReferencePageTests
{
    private static readonly string[] Codes =
    [
        .. typeof(ReasonCodes).GetFields(BindingFlags.Public | BindingFlags.Static).Where(f => f.IsLiteral).Select(f => (string)f.GetRawConstantValue()!),
    ];

    private static readonly string[] Keys =
    [
        .. OptionTable.Keys.Select(k => k.Path),
        .. OptionLists.All.Select(l => l.Path + ":{n}"),
        .. new[] { "Address", "Symbol", "Category", "IsPermanent" }.Select(part => OptionLists.Seeds + ":{n}:" + part),
    ];

    private static readonly string[] RoomsWithRules = ["Planning", "Lifecycle", "Strategies"];

    [Fact]
    public void The_page_of_reasons_lists_exactly_the_constants()
    {
        var listed = Pages.FirstCells("docs/reasons.md").Where(cell => Code().IsMatch(cell)).ToList();

        Assert.Equal(Codes.Order(StringComparer.Ordinal), listed.Order(StringComparer.Ordinal));
    }

    [Fact]
    public void A_reason_that_the_page_calls_reserved_is_used_nowhere_and_every_other_one_is()
    {
        // Readers of stored reasons and comments mention codes too, so only the code of the rules counts.
        var used = RoomsWithRules
            .SelectMany(room => Directory.EnumerateFiles(Path.Combine(Pages.Root, "src", "BirdeyeDiscovery", room), "*.cs", SearchOption.AllDirectories))
            .SelectMany(File.ReadLines)
            .Where(line => !line.AsSpan().TrimStart().StartsWith("//"))
            .SelectMany(line => UsedCode().Matches(line).Select(m => m.Groups["name"].Value))
            .ToHashSet(StringComparer.Ordinal);
        var unused = typeof(ReasonCodes).GetFields(BindingFlags.Public | BindingFlags.Static)
            .Where(f => f.IsLiteral && !used.Contains(f.Name))
            .Select(f => (string)f.GetRawConstantValue()!);
        var reserved = ReservedRow().Matches(Pages.Read("docs/reasons.md")).Select(m => m.Groups["code"].Value);

        Assert.Equal(unused.Order(StringComparer.Ordinal), reserved.Order(StringComparer.Ordinal));
    }

    [Fact]
    public void Each_reason_key_and_event_is_defined_on_one_page_only()
    {
        // Other pages may say what to do about a code; the page of reasons defines it.
        var rows = Pages.Rows("| code | meaning |").ToList();

        Assert.All(Codes, code => Assert.Equal("docs/reasons.md", Assert.Single(rows, r => r.Cell == code).Page));

        // Other pages may show a few keys for a task. The defining row has the range and says whether the key is part of the hash.
        var defining = Pages.All.SelectMany(page => KeyRow().Matches(Pages.Read(page)).Select(m => (Page: page, Key: m.Groups["key"].Value))).ToList();
        Assert.Equal(Keys.Order(StringComparer.Ordinal), defining.Select(d => d.Key).Order(StringComparer.Ordinal));
        Assert.All(defining, d => Assert.Equal("docs/configuration.md", d.Page));

        var events = Pages.All.SelectMany(page => EventRow().Matches(Pages.Read(page)).Select(m => (Page: page, Id: m.Groups["id"].Value))).ToList();
        Assert.NotEmpty(events);
        Assert.All(events.GroupBy(e => e.Id), e => Assert.Equal("docs/events.md", Assert.Single(e).Page));
    }

    [Fact]
    public void Every_configuration_key_that_a_page_names_exists()
    {
        var named = Pages.All.SelectMany(page => NamedKey().Matches(Pages.Read(page)).Select(m => (Page: page, Key: m.Groups["key"].Value))).ToList();
        var variables = DeployedFiles().Concat(Pages.All)
            .SelectMany(f => Variable().Matches(Pages.Read(f)).Select(m => (Page: f, Key: m.Groups["key"].Value.Replace("__", ":", StringComparison.Ordinal))))
            .ToList();

        Assert.NotEmpty(named);
        Assert.NotEmpty(variables);
        Assert.DoesNotContain(named.Concat(variables), n => !Exists(n.Key));
    }

    // A page may name a group of keys (`Cache:Ttl`), and an entry of a list by its number.
    private static bool Exists(string key)
    {
        var general = Number().Replace(key.Replace("{Category}", "Bluechip", StringComparison.Ordinal), ":{n}");
        return general is "Strategies:Bluechip:Type" or "Strategies:Midcap:Type" or "Strategies:Emerging:Type"
            || Keys.Any(k => k == general || k.StartsWith(general + ":", StringComparison.Ordinal));
    }

    private static IEnumerable<string> DeployedFiles()
    {
        var folder = Path.Combine(Pages.Root, "deploy");
        return Directory.Exists(folder)
            ? Directory.EnumerateFiles(folder).Select(f => Path.GetRelativePath(Pages.Root, f).Replace(Path.DirectorySeparatorChar, '/'))
            : [];
    }

    [GeneratedRegex(@"^[A-Z][A-Z0-9]*(_[A-Z0-9]+)*$")]
    private static partial Regex Code();

    [GeneratedRegex(@"\bReasonCodes\.(?<name>\w+)(?!"")")]
    private static partial Regex UsedCode();

    [GeneratedRegex(@"(?m)^\| `(?<code>[A-Z0-9_]+)` \|[^|]*\bReserved: ")]
    private static partial Regex ReservedRow();

    [GeneratedRegex(@"(?m)^\| (?<id>\d{4}) \| `\w+` \|")]
    private static partial Regex EventRow();

    [GeneratedRegex(@"(?m)^\| `(?<key>\w+:[^`]+)` \|[^|\n]*\|[^|\n]*\|[^|\n]*\|[^|\n]*\|$")]
    private static partial Regex KeyRow();

    [GeneratedRegex(@"`(?<key>(Birdeye|Discovery|Scoring|Strategies|Storage|Positions|Cache)(:[A-Za-z0-9{}]+)+)`")]
    private static partial Regex NamedKey();

    [GeneratedRegex(@"\bBirdeyeDiscovery__(?<key>[A-Za-z0-9]+(__[A-Za-z0-9]+)+)")]
    private static partial Regex Variable();

    [GeneratedRegex(@":\d+(?=:|$)")]
    private static partial Regex Number();
}
