using BirdeyeDiscovery.Testing;

namespace BirdeyeDiscovery.EndToEnd.Tests;

/// <summary>Staged cycles of a whole engine on a generated market.</summary>
public sealed class StagedCyclesTests
{
    private static readonly DateTimeOffset Start = new(2026, 5, 4, 0, 0, 0, TimeSpan.Zero);

    // A warm cycle of this market that reads overview, swaps and candles of every candidate.
    private static readonly (double Requests, double Units) Original = (137, 3_743);

    // What a warm cycle of this market cost when it was measured last: a change that makes it dearer by 5 % has to say why. The last two
    // figures are its goals in percent of a cycle that reads overview, swaps and candles of every candidate.
    [Theory]
    [InlineData(EnrichmentSource.Overview, 51.83, 1_425, 42, 40)]
    [InlineData(EnrichmentSource.TradeData, 51.83, 1_017, 42, 30)]
    [InlineData(EnrichmentSource.Cheapest, 24.45, 815, 25, 25)]
    public async Task Staged_cycles_keep_every_invariant_at_their_price_and_every_thirtieth_is_an_audit(
        EnrichmentSource enrichment, double requests, double units, int requestsOfOriginal, int unitsOfOriginal)
    {
        using var folder = new TemporaryFolder();
        var full = await RunAsync(folder.File("full.db"), 31, EnrichmentSource.Overview, static _ => { });
        var staged = await RunAsync(folder.File("staged.db"), 31, enrichment, static options => options.Discovery.Enrichment = EnrichmentMode.Staged);

        Assert.All(full, static cycle => Assert.Equal((CycleEnrichment.Full, null), (cycle.Enrichment, cycle.StagingDifferences)));
        Assert.Equal(
            Enumerable.Range(1, 31).Select(static cycle => cycle == 30 ? (CycleEnrichment.Audit, 0) : (CycleEnrichment.Staged, default(int?))),
            staged.Select(static cycle => (cycle.Enrichment, cycle.StagingDifferences)));
        Assert.InRange(Warm(staged, static cycle => cycle.ApiCallsMade), 1, 1.05 * requests);
        Assert.InRange(Warm(staged, static cycle => cycle.ComputeUnits), 1, 1.05 * units);

        // Of a full cycle without candles of candidates: half, unless the overview is all that there is.
        var ofFull = Warm(staged, static cycle => cycle.ComputeUnits) / Warm(full, static cycle => cycle.ComputeUnits);
        Assert.True(ofFull < (enrichment == EnrichmentSource.Overview ? .62 : .5), $"{ofFull:P1}");
        Assert.InRange(100 * Warm(staged, static cycle => cycle.ApiCallsMade) / Original.Requests, 1, requestsOfOriginal);
        Assert.InRange(100 * Warm(staged, static cycle => cycle.ComputeUnits) / Original.Units, 1, unitsOfOriginal);
    }

    [Theory]
    [InlineData(EnrichmentSource.Overview)]
    [InlineData(EnrichmentSource.Cheapest)]
    public async Task An_audit_of_every_cycle_finds_no_difference(EnrichmentSource enrichment)
    {
        using var folder = new TemporaryFolder();
        var audited = await RunAsync(
            folder.File("audited.db"),
            25,
            enrichment,
            static options => (options.Discovery.Enrichment, options.Discovery.AuditEvery) = (EnrichmentMode.Staged, 1));

        Assert.All(audited, static cycle => Assert.Equal((CycleEnrichment.Audit, 0), (cycle.Enrichment, cycle.StagingDifferences)));
    }

    [Fact]
    public async Task The_cycle_that_the_goals_are_measured_by_costs_what_they_assume()
    {
        using var folder = new TemporaryFolder();
        var original = await RunAsync(
            folder.File("original.db"), 15, EnrichmentSource.Overview, static options => options.Discovery.CandlesFor = CandleScope.All);

        Assert.Equal(Original.Requests, Warm(original, static cycle => cycle.ApiCallsMade), .05 * Original.Requests);
        Assert.Equal(Original.Units, Warm(original, static cycle => cycle.ComputeUnits), .05 * Original.Units);
    }

    [Fact]
    public async Task A_scorer_without_bounds_reads_every_candidate()
    {
        using var folder = new TemporaryFolder();
        var clock = new SimulatedClock(Start);
        await using var birdeye = new LocalBirdeye(new LocalBirdeyeOptions { TimeProvider = clock, Seed = 7, Origin = Start });
        await using var host = new SimulatedHost(
            folder.File("own.db"),
            clock,
            birdeye,
            static options => options.Discovery.Enrichment = EnrichmentMode.Staged,
            static builder => builder.UseScorer(static _ => new ScriptedScorer()));

        Assert.Equal(CycleEnrichment.Full, host.RunNext().Snapshot!.Enrichment);
    }

    // The first cycle reads security answers and whole histories, which are the same in both modes.
    private static double Warm(IReadOnlyList<SnapshotRecord> cycles, Func<SnapshotRecord, double> cost) =>
        cycles.Skip(1).Where(static cycle => cycle.Enrichment != CycleEnrichment.Audit).Average(cost);

    private static async Task<List<SnapshotRecord>> RunAsync(
        string path, int cycles, EnrichmentSource enrichment, Action<BirdeyeDiscoveryOptions> configure)
    {
        var clock = new SimulatedClock(Start);
        await using var birdeye = new LocalBirdeye(new LocalBirdeyeOptions { TimeProvider = clock, Seed = 7, Origin = Start });
        await using var host = new SimulatedHost(path, clock, birdeye, options =>
        {
            options.Birdeye.Enrichment = enrichment;
            configure(options);
        });
        var invariants = new CycleInvariants();
        var snapshots = new List<SnapshotRecord>();
        for (var cycle = 0; cycle < cycles; cycle++)
        {
            var result = host.RunNext();
            Assert.Equal(CycleOutcome.Complete, result.Snapshot!.Outcome);
            await invariants.CheckAsync(host, result);
            var stored = (await host.History.GetSnapshotsAsync(1, TestContext.Current.CancellationToken))[0];
            Assert.Equal(result.Snapshot.Enrichment, stored.Enrichment);
            Assert.True(
                stored.Enrichment != CycleEnrichment.Staged || result.Rejections.Any(static row => row is { ReasonCode: ReasonCodes.Outranked, BestSlotRank: > 7 }));
            snapshots.Add(stored);
        }

        return snapshots;
    }
}
