using System.Globalization;
using System.Text;
using BirdeyeDiscovery.Benchmarks.Stores;

namespace BirdeyeDiscovery.Benchmarks.Redis;

/// <summary>
/// Measures the reader of the live view and writes its section of <c>docs/performance-redis.md</c>. The other sections do not change.
/// </summary>
internal static class LiveReaderFigures
{
    private const string Page = "docs/performance-redis.md";

    /// <summary>The heading of its section.</summary>
    public const string Heading = "## Reading the live view";


    public static async Task<int> RunAsync(TextWriter output)
    {
        var rows = new List<string>();
        var holds = true;
        await using (var bench = await LiveReaderBench.StartAsync())
        {
            Add("200,000 scores read a moment ago, times as long as `MemoryCache.TryGetValue`", await bench.HitAsync(60), 2);
            Count("bytes that such a read allocates", bench.BytesPerHit, 0);
            Add("200,000 scores of the in-process layer, times as long as `MemoryCache.TryGetValue`", await bench.InProcessAsync(60), 2);
            Count("bytes that such a read allocates", bench.BytesPerHit, 0);
            Add("scores of 100 tokens from Redis, times as long as `StringGetAsync`", await bench.MissAsync(200), 1.2);
            Add("the same with `LocalScores` = 0, which asks for the freshness with each score", await bench.UnkeptAsync(200), null);
            Count("commands that 1,000 readers who miss at once cost Redis", await bench.CommandsOfThousandAsync(), 1);
        }

        await using (var bench = new StampedeBench())
        {
            Add("1,000 callers who miss at once, times as long as FusionCache", await bench.AgainstFusionAsync(60), null);
            Add("1,000 callers who miss at once, times as long as HybridCache", await bench.AgainstHybridAsync(60), null);
            foreach (var (name, calls) in bench.MostCalls.OrderBy(static pair => pair.Key, StringComparer.Ordinal))
            {
                Count($"calls of the source by these 1,000 callers, {name}", calls, 1);
            }
        }

        var path = Path.Combine(Path.GetDirectoryName(Repository.Find("docs/performance.md"))!, Path.GetFileName(Page));
        await File.WriteAllTextAsync(
            path,
            Compose(File.Exists(path) ? await File.ReadAllTextAsync(path) : "# Performance of the live view\n", rows));
        await output.WriteLineAsync(Page + " is written.");
        return holds ? 0 : 1;

        void Add(string what, PairedRatio ratio, double? most)
        {
            var isWithin = most is null || ratio.Median <= most;
            holds &= isWithin;
            Write(string.Create(
                CultureInfo.InvariantCulture,
                $"| {what} | {PairedRatio.Text(ratio.Subject)} | {PairedRatio.Text(ratio.Baseline)} | "
                + $"**{ratio.Median:0.00}** ({ratio.Low:0.00}–{ratio.High:0.00}) | "
                + $"{(most is { } limit ? string.Create(CultureInfo.InvariantCulture, $"≤ {limit}") : "")} | "
                + $"{(most is null ? "" : isWithin ? "holds" : "**missed**")} | {ratio.Pairs} |"));
        }

        void Count(string what, double count, double most)
        {
            holds &= count <= most;
            Write(string.Create(
                CultureInfo.InvariantCulture,
                $"| {what} | | | **{count:0.##}** | ≤ {most} | {(count <= most ? "holds" : "**missed**")} | |"));
        }

        void Write(string row)
        {
            rows.Add(row);
            output.WriteLine(row);
        }
    }

    private static string Compose(string page, List<string> rows)
    {
        var start = page.IndexOf(Heading, StringComparison.Ordinal);
        var end = start < 0 ? -1 : page.IndexOf("\n## ", start, StringComparison.Ordinal);
        var (before, after) = start < 0 ? (page.TrimEnd() + "\n\n", "") : (page[..start], end < 0 ? "" : page[end..]);
        var section = new StringBuilder(Heading);
        section.Append(
            "\n\nWritten by `./bench.sh --redis-reader`. Redis 7 on this machine over loopback; both ways take turns in one process, "
            + "who goes first changes, and the ratio is the median of\n");
        section.Append(
            "the pairs' ratios with their quartiles. Times are medians for all reads of a turn on a shared machine; compare ratios. "
            + "A score from Redis is checked, and parsed when it is not\n");
        section.Append(
            "byte for byte the one read before, as in a cycle; `StringGetAsync` gives its bytes. "
            + "Before the 1,000 are answered all of them wait; ours gives each caller an object of its own.\n\n");
        section.Append("| what | time | baseline | ratio or count (quartiles) | bound | | pairs |\n|---|--:|--:|--:|--:|---|--:|\n");
        rows.ForEach(row => section.Append(row).Append('\n'));
        return before + section + after;
    }
}
