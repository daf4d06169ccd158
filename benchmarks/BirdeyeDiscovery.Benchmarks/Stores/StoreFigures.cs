using System.Globalization;
using System.Text;

namespace BirdeyeDiscovery.Benchmarks.Stores;

/// <summary>
/// Measures PostgreSQL against its baselines, reports which bound does not hold, and writes <c>docs/performance-stores.md</c>.
/// </summary>
internal sealed class StoreFigures(TextWriter output, string? only)
{
    private const int Many = 10_000_000;
    private const int Few = 1_000_000;

    private readonly List<StoreFigure> _figures = [];
    private readonly StringBuilder _notes = new();

    /// <param name="output">The writer that shows each line as soon as it is measured.</param>
    /// <param name="scale">Whether to measure history at scale too, which fills ten million rows.</param>
    /// <param name="only">A part of the name of the lines to measure. These lines are then shown and not written to the page.</param>
    public static async Task<int> RunAsync(TextWriter output, bool scale, string? only = null)
    {
        var figures = new StoreFigures(output, only);
        await figures.MeasureAsync(scale);
        if (only is null)
        {
            await File.WriteAllTextAsync(Repository.Find("docs/performance-stores.md"), figures.Compose());
            await output.WriteLineAsync("docs/performance-stores.md is written.");
        }

        return figures._figures.TrueForAll(static figure => figure.Holds) ? 0 : 1;
    }

    private async Task MeasureAsync(bool scale)
    {
        await using var bench = await StoreBench.StartAsync();
        await AddAsync(
            "commit: a cycle of 30 candidates, times faster than its rows one by one",
            8,
            atLeast: true,
            () => bench.CommitAsync(30, 60, 60, CommitRows.All));
        await AddAsync(
            "commit: a cycle of 1,000 candidates, times faster than its rows one by one",
            25,
            atLeast: true,
            () => bench.CommitAsync(1_000, 8, 12, CommitRows.All));
        await AddAsync(
            "commit: 30 candidates, on both sides only the rows that the first design knows",
            8,
            atLeast: true,
            () => bench.CommitAsync(30, 60, 60, CommitRows.Seed));
        await AddAsync(
            "commit: 1,000 candidates, on both sides only the rows that the first design knows",
            25,
            atLeast: true,
            () => bench.CommitAsync(1_000, 8, 12, CommitRows.Seed));
        await AddAsync(
            "commit: 30 candidates, all rows against only those that the first design knows",
            8,
            atLeast: true,
            () => bench.CommitAsync(30, 60, 60, CommitRows.AllAgainstSeed));
        await AddAsync(
            "commit: 1,000 candidates, all rows against only those that the first design knows",
            25,
            atLeast: true,
            () => bench.CommitAsync(1_000, 8, 12, CommitRows.AllAgainstSeed));
        await AddAsync("copy: 1,000 score rows, times as long as \\copy", 1.4, atLeast: false, () => bench.ScoresAsync(1_000, 60));
        await AddAsync("copy: 100,000 score rows, times as long as \\copy", 1.15, atLeast: false, () => bench.ScoresAsync(100_000, 9));
        await AddAsync(
            "fence: a commit of 30 candidates, times as long as an unfenced one",
            1.2,
            atLeast: false,
            () => bench.FenceAsync(100));
        foreach (var rows in new[] { 100, 200, 500, 1_000, 2_000 })
        {
            await AddAsync(
                string.Create(
                    CultureInfo.InvariantCulture,
                    $"arrays: a commit whose {rows:N0} scores travel as arrays, times as long as one that copies them"),
                null,
                atLeast: false,
                () => bench.ThresholdAsync(rows, 60));
        }

        await AddAsync(
            "read: 10,000 score rows by Dapper and the shared map, times as long as by the driver's reader and a map by hand",
            1.2,
            atLeast: false,
            () => new ReadBench(bench).ScoresAsync(10_000, 60));
        if (Wants("month:"))
        {
            var (gone, freed, both) = await new MonthBench(bench).MonthAsync(3);
            await AddAsync(
                "month: gone from the tables and its locks given back, times faster than DELETE",
                null,
                atLeast: true,
                () => Task.FromResult(gone));
            await AddAsync("month: its files freed as well, times faster than DELETE", 50, atLeast: true, () => Task.FromResult(freed));
            await AddAsync(
                "month: its files freed as well, times faster than DELETE and the VACUUM that it needs",
                null,
                atLeast: true,
                () => Task.FromResult(both));
            _notes.Append("\nThe month holds 1.1 million scores, half as many rejections and 22,320 blocks of 16 KB: 1 GB in files. A cycle that commits meanwhile waits as the first line says; ");
            _notes.Append("nearly all the rest of the drop is the file system's, which frees the files at some gigabytes a second after the locks are given back, and no statement can speed it up.\n");
        }

        var history = new HistoryBench(bench);
        if (scale)
        {
            await AddAsync(
                "week: one token among 10 million rows, times as long as among 1 million",
                1.5,
                atLeast: false,
                () => history.WeekAsync(Many, Few, 60));
        }

        if (Wants("analytics"))
        {
            _notes.Append("\nThe analytics may scan; their times at 1 million score rows and 5,000 trades:");
            foreach (var (name, time) in await history.AnalyticsAsync(Few))
            {
                _notes.Append(CultureInfo.InvariantCulture, $" {name} {PairedRatio.Text(time)},");
            }

            _notes.Length--;
            _notes.Append(".\n");
            await output.WriteLineAsync(_notes);
        }
    }

    private bool Wants(string what) => only is null || what.Contains(only, StringComparison.Ordinal);

    private async Task AddAsync(string what, double? limit, bool atLeast, Func<Task<PairedRatio>> measure)
    {
        if (Wants(what))
        {
            var figure = new StoreFigure(what, await measure(), limit, atLeast);
            _figures.Add(figure);
            await output.WriteLineAsync(Row(figure));
        }
    }

    internal static string Row(StoreFigure figure) => string.Create(
        CultureInfo.InvariantCulture,
        $"| {figure.What} | {PairedRatio.Text(figure.Result.Subject)} | {PairedRatio.Text(figure.Result.Baseline)} | "
        + $"**{figure.Result.Median:0.00}** ({figure.Result.Low:0.00}–{figure.Result.High:0.00}) | "
        + $"{Bound(figure)} | {figure.Result.Pairs} |");

    private static string Bound(StoreFigure figure) => figure.Limit is { } limit
        ? string.Create(
            CultureInfo.InvariantCulture,
            $"{(figure.IsAtLeast ? "≥" : "≤")} {limit} | {(figure.Holds ? "holds" : "**missed**")}")
        : "none | ";

    private string Compose()
    {
        var page = new StringBuilder();
        page.Append(
            "# Performance of the stores\n\nGenerated by `./bench.sh --stores` and `./bench.sh --stores-scale`; do not edit by hand.\n\n");
        page.Append("PostgreSQL 15 on this machine over loopback with its usual durability (a commit is acknowledged when it is on the disk). Each line is one comparison in one process: ");
        page.Append("both ways take turns, who goes first changes, and the ratio is the median of the pairs' ratios with their quartiles. Times are medians of one run on a shared machine; compare ");
        page.Append(
            "ratios. \"One by one\" is the way of the first design: one awaited statement for each row, each its own transaction, "
            + "by the driver's defaults. `\\copy` is binary, on an open psql, into an equal table with equal ");
        page.Append("indexes and keys. A month that goes was written long ago: it is read from the disk on both sides.\n\n");
        page.Append("| what | time | baseline | ratio (quartiles) | bound | | pairs |\n|---|--:|--:|--:|--:|---|--:|\n");
        _figures.ForEach(figure => page.Append(Row(figure)).Append('\n'));
        return page.Append(_notes).ToString();
    }
}
