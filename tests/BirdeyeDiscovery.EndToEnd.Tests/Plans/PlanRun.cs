using BirdeyeDiscovery.Testing;

namespace BirdeyeDiscovery.EndToEnd.Tests;

/// <summary>A measured run of an engine within the limits of a plan: a cold cycle, 30 further ones, of which one is an audit.</summary>
internal sealed class PlanRun
{
    private const int Count = 31;

    private static readonly DateTimeOffset Start = new(2026, 5, 4, 0, 0, 0, TimeSpan.Zero);

    private readonly IReadOnlyList<SnapshotRecord> _cycles;
    private readonly TimeSpan _interval;

    private PlanRun(IReadOnlyList<SnapshotRecord> cycles, TimeSpan interval, int active, int tooMany, IReadOnlyCollection<string> refused)
    {
        (_cycles, _interval, Active, TooMany, Refused) = (cycles, interval, active, tooMany, refused);
    }

    public SnapshotRecord Cold => _cycles[0];

    public double WarmRequests => Warm.Average(static cycle => cycle.ApiCallsMade);

    public double WarmUnits => Warm.Average(static cycle => cycle.ComputeUnits);

    public TimeSpan LongestWarm => TimeSpan.FromMilliseconds(Warm.Max(static cycle => cycle.DurationMs));

    /// <summary>Gets what 30 days cost at the interval of the run, audits included.</summary>
    public double UnitsPerMonth => _cycles.Skip(1).Average(static cycle => cycle.ComputeUnits) * (TimeSpan.FromDays(30) / _interval);

    /// <summary>Gets the number of active tokens at the end.</summary>
    public int Active { get; }

    /// <summary>Gets the number of requests that the API refused for its limits.</summary>
    public int TooMany { get; }

    /// <summary>Gets the calls that the engine knows the plan to refuse.</summary>
    public IReadOnlyCollection<string> Refused { get; }

    private IEnumerable<SnapshotRecord> Warm => _cycles.Skip(1).Where(static cycle => cycle.Enrichment != CycleEnrichment.Audit);

    public static async Task<PlanRun> RunAsync(
        LocalPlan plan, Action<BirdeyeDiscoveryOptions>? configure = null, ulong seed = 1, int cycles = Count)
    {
        using var folder = new TemporaryFolder();
        var clock = new SimulatedClock(Start);
        var interval = TimeSpan.Zero;
        await using var birdeye = new LocalBirdeye(new LocalBirdeyeOptions { TimeProvider = clock, Seed = seed, Origin = Start, Plan = plan });
        await using var host = new SimulatedHost(folder.File("plan.db"), clock, birdeye, options =>
        {
            options.Birdeye.RequestsPerSecond = plan.RequestsPerSecond;
            options.Birdeye.RequestsPerMinute = plan.RequestsPerMinute;
            options.Birdeye.Enrichment = EnrichmentSource.Cheapest;
            options.Discovery.Enrichment = EnrichmentMode.Staged;
            configure?.Invoke(options);
            interval = options.Discovery.Interval;
        });
        var snapshots = new List<SnapshotRecord>();
        var active = 0;
        for (var cycle = 0; cycle < cycles; cycle++)
        {
            var result = host.RunNext();
            snapshots.Add(result.Snapshot!);
            active = result.ActiveTokens.Count;
        }

        return new PlanRun(
            snapshots, interval, active, birdeye.Log.Requests.Count(static request => request.Status == 429), host.Engine.RefusedCalls);
    }
}
