using BirdeyeDiscovery.Testing;

namespace BirdeyeDiscovery.EndToEnd.Tests;

/// <summary>A measured run of an engine on a plan's limits: one cold cycle, and the warm ones that are no audits.</summary>
internal sealed class PlanRun
{
    private static readonly DateTimeOffset Start = new(2026, 5, 4, 0, 0, 0, TimeSpan.Zero);

    private PlanRun()
    {
    }

    public required IReadOnlyList<SnapshotRecord> Cycles { get; init; }

    public required IReadOnlyDictionary<string, long> Answered { get; init; }

    /// <summary>Gets the highest number of requests that the API refused for its limits.</summary>
    public required int TooMany { get; init; }

    public SnapshotRecord Cold => Cycles[0];

    public IEnumerable<SnapshotRecord> Warm => Cycles.Skip(1).Where(static cycle => cycle.Enrichment != CycleEnrichment.Audit);

    public double WarmRequests => Warm.Average(static cycle => cycle.ApiCallsMade);

    public double WarmUnits => Warm.Average(static cycle => cycle.ComputeUnits);

    public TimeSpan Longest => TimeSpan.FromMilliseconds(Warm.Max(static cycle => cycle.DurationMs));

    public static async Task<PlanRun> RunAsync(LocalPlan plan, int cycles, Action<BirdeyeDiscoveryOptions>? configure = null, ulong seed = 1)
    {
        using var folder = new TemporaryFolder();
        var clock = new SimulatedClock(Start);
        await using var birdeye = new LocalBirdeye(new LocalBirdeyeOptions { TimeProvider = clock, Seed = seed, Origin = Start, Plan = plan });
        await using var host = new SimulatedHost(folder.File("plan.db"), clock, birdeye, options =>
        {
            options.Birdeye.RequestsPerSecond = plan.RequestsPerSecond;
            options.Birdeye.RequestsPerMinute = plan.RequestsPerMinute;
            options.Birdeye.Enrichment = EnrichmentSource.Cheapest;
            options.Discovery.Enrichment = EnrichmentMode.Staged;
            configure?.Invoke(options);
        });
        var snapshots = new List<SnapshotRecord>();
        for (var cycle = 0; cycle < cycles; cycle++)
        {
            snapshots.Add(host.RunNext().Snapshot!);
        }

        return new PlanRun
        {
            Cycles = snapshots,
            Answered = birdeye.Log.Requests.Where(static request => request.Status == 200).GroupBy(static request => request.Path)
                .ToDictionary(static path => path.Key, static path => (long)path.Count(), StringComparer.Ordinal),
            TooMany = birdeye.Log.Requests.Count(static request => request.Status == 429),
        };
    }
}
