namespace BirdeyeDiscovery.Benchmarks.Ledger;

/// <summary>Writes sections of <c>docs/performance-ledger.md</c>; the other sections do not change.</summary>
internal static class LedgerPage
{
    public const string Name = "docs/performance-ledger.md";

    /// <summary>Replaces a section, or appends it.</summary>
    /// <param name="heading">The line of its heading.</param>
    /// <param name="body">What stands below.</param>
    public static async Task WriteAsync(string heading, string body)
    {
        var path = Path.Combine(Path.GetDirectoryName(Repository.Find("docs/performance.md"))!, Path.GetFileName(Name));
        var page = File.Exists(path) ? await File.ReadAllTextAsync(path) : "# Performance of the ledger\n";
        var start = page.IndexOf(heading, StringComparison.Ordinal);
        var end = start < 0 ? -1 : page.IndexOf("\n## ", start, StringComparison.Ordinal);
        var (before, after) = start < 0 ? (page.TrimEnd() + "\n\n", "") : (page[..start], end < 0 ? "" : page[end..]);
        await File.WriteAllTextAsync(path, $"{before}{heading}\n\n{body.TrimEnd()}\n{after}");
    }
}
