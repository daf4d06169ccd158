namespace BirdeyeDiscovery.Benchmarks.Ledger;

/// <summary>Writes sections of the page of figures of the ledger.</summary>
internal static class LedgerPage
{
    public const string Path = "docs/performance-ledger.md";

    /// <summary>Replaces a section, or adds it at the end.</summary>
    public static async Task WriteAsync(string heading, string section)
    {
        var path = System.IO.Path.Combine(System.IO.Path.GetDirectoryName(Repository.Find("docs/performance.md"))!, System.IO.Path.GetFileName(Path));
        var page = File.Exists(path) ? await File.ReadAllTextAsync(path) : "# Performance of the ledger\n";
        var start = page.IndexOf(heading, StringComparison.Ordinal);
        var end = start < 0 ? -1 : page.IndexOf("\n## ", start, StringComparison.Ordinal);
        var (before, after) = start < 0 ? (page.TrimEnd() + "\n\n", "") : (page[..start], end < 0 ? "" : page[end..]);
        await File.WriteAllTextAsync(path, $"{before}{heading}\n\n{section}{after}");
    }
}
