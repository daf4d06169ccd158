using System.Text.RegularExpressions;
using BirdeyeDiscovery.EndToEnd.Tests.Support;

namespace BirdeyeDiscovery.EndToEnd.Tests;

/// <summary>The tables of docs/mistakes.md: each mistake, and the line that is printed for it.</summary>
internal static partial class MistakesPage
{
    public const string Path = "docs/mistakes.md";

    public static IReadOnlyDictionary<string, string> Rows { get; } = Row().Matches(Documents.Read(Path))
        .ToDictionary(
            static row => row.Groups["mistake"].Value,
            static row => row.Groups["printed"].Value.Replace("\\|", "|", StringComparison.Ordinal),
            StringComparer.Ordinal);

    /// <summary>Makes a pattern of a line of the page: what stands in braces differs from run to run.</summary>
    public static Regex PatternOf(string printed) =>
        new("^" + string.Join(".+?", Placeholder().Split(printed).Select(static part => Regex.Escape(part))) + "$", RegexOptions.CultureInvariant);

    [GeneratedRegex(@"(?m)^\| (?<mistake>[^|`][^|]*) \| `(?<printed>[^`]+)` \|$")]
    private static partial Regex Row();

    [GeneratedRegex(@"\{\w+\}")]
    private static partial Regex Placeholder();
}
