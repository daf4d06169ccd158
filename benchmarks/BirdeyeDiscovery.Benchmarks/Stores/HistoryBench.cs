using BirdeyeDiscovery.Benchmarks.Fixtures;
using Npgsql;

namespace BirdeyeDiscovery.Benchmarks.Stores;

/// <summary>
/// Measures history at scale: generated cycles of fifty tokens, two minutes apart, so that a week of one token has the same number of rows
/// at any size.
/// </summary>
internal sealed class HistoryBench(StoreBench bench)
{
    /// <summary>Compares the last seven days of one token among many rows with the same among few.</summary>
    public async Task<PairedRatio> WeekAsync(int many, int few, int pairs)
    {
        var large = (await bench.LeadAsync(await FillAsync($"history_{many}", many))).History;
        var small = (await bench.LeadAsync(await FillAsync($"history_{few}", few))).History;
        var token = PlanFixture.Address(7);
        var expected = 7 * 24 * 30;
        foreach (var history in (IDiscoveryHistory[])[large, small])
        {
            var found = (await history.GetScoreHistoryAsync(token, HistoryRows.End.AddDays(-7), HistoryRows.End)).Count;
            if (found != expected)
            {
                throw new InvalidOperationException($"A week has {found} rows instead of {expected}.");
            }
        }

        var result = await PairedRatio.MeasureAsync(
            pairs,
            warmUps: 5,
            async () => await large.GetScoreHistoryAsync(token, HistoryRows.End.AddDays(-7), HistoryRows.End),
            async () => await small.GetScoreHistoryAsync(token, HistoryRows.End.AddDays(-7), HistoryRows.End));
        return result.Inverse();
    }

    /// <summary>Measures the analytics, which may scan all rows: the median time of each query at one size.</summary>
    public async Task<IReadOnlyList<(string Name, TimeSpan Time)>> AnalyticsAsync(int rows)
    {
        var source = await FillAsync($"analytics_{rows}", rows);
        await StoreBench.RunAsync(source, HistoryRows.Trades);
        var host = await bench.LeadAsync(source);
        await host.Trades.RebuildPerformanceAsync();
        var analytics = host.Analytics;
        return
        [
            ("effectiveness by score tier", await MedianAsync(async () => (await analytics.GetScoreEffectivenessAsync()).Count)),
            ("performance by category and strategy",
                await MedianAsync(async () => (await analytics.GetPerformanceByCategoryAsync()).Count)),
            ("strategies of a category compared",
                await MedianAsync(
                    async () => (await analytics.CompareStrategiesAsync(TokenCategory.Midcap, HistoryRows.End.AddDays(-90))).Count)),
            ("top performers",
                await MedianAsync(async () => (await analytics.GetTopPerformersAsync(
                    new TopPerformersQuery { DiscoveredSince = HistoryRows.End.AddDays(-30) })).Count)),
        ];
    }

    private static async Task<TimeSpan> MedianAsync(Func<Task<int>> query)
    {
        var times = new List<double>();
        for (var run = 0; run < 7; run++)
        {
            times.Add(await PairedRatio.TimeAsync(async () =>
            {
                if (await query() == 0)
                {
                    throw new InvalidOperationException("A query that is measured found nothing.");
                }
            }));
        }

        return TimeSpan.FromSeconds(times.Order().ElementAt(times.Count / 2));
    }

    private async Task<NpgsqlDataSource> FillAsync(string name, int rows)
    {
        var source = await bench.MakeAsync(name);
        await StoreBench.RunAsync(source, HistoryRows.Scores(rows));
        return source;
    }
}
