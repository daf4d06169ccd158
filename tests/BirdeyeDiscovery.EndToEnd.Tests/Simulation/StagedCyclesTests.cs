using BirdeyeDiscovery.Testing;

namespace BirdeyeDiscovery.EndToEnd.Tests;

/// <summary>Staged cycles of a whole engine on a generated market.</summary>
public sealed class StagedCyclesTests
{
    private static readonly DateTimeOffset Start = new(2026, 5, 4, 0, 0, 0, TimeSpan.Zero);

    // A warm cycle of this market that reads overview, swaps and candles of every candidate.
    private static readonly (double Requests, double Units) Original = (137, 3_743);

    // Without the figures of paused tokens, which a staged cycle may not read, and without the revisions that writing them raises.
    private static readonly string[] OfTrackedTokens =
    [
        "SELECT token_address, event_type, from_status, to_status, reason, created_at FROM token_lifecycle_events ORDER BY id",
        """
        SELECT s.token_address, s.created_at, s.action, s.action_reason, s.total_score, s.momentum_score, s.liquidity_score, s.volume_score, s.safety_score,
            s.flow_score, s.price_usd, s.liquidity_usd, s.volume_24h_usd FROM token_scores s WHERE s.action <> 'skip' ORDER BY s.created_at, s.token_address
        """,
        """
        SELECT address, status, status_reason, category, strategy_type, strategy_config, strategy_version, discovery_score, discovery_rank, discovered_at,
            first_candle_at, activated_at, deactivated_at, status_cycles, low_score_cycles FROM tracked_tokens ORDER BY address
        """,
        "SELECT address, liquidity_usd, fdv_usd, last_scored_at, candle_count FROM tracked_tokens WHERE status = 'active' ORDER BY address",
        "SELECT token_address, version, new_strategy_type, new_config, changed_by, changed_at FROM strategy_config_versions ORDER BY token_address, version",
    ];

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
    public async Task What_bots_read_and_what_is_stored_of_tracked_tokens_is_that_of_full_cycles()
    {
        using var folder = new TemporaryFolder();
        await using var full = Run(EnrichmentMode.Full, out var birdeyeOfFull);
        await using var staged = Run(EnrichmentMode.Staged, out var birdeyeOfStaged);
        await using var both = birdeyeOfFull;
        await using var other = birdeyeOfStaged;
        var enrichments = new HashSet<CycleEnrichment>();
        for (var cycle = 0; cycle < 40; cycle++)
        {
            full.RunNext();
            enrichments.Add(staged.RunNext().Snapshot!.Enrichment);
            Assert.Equal(await PublishedAsync(full), await PublishedAsync(staged));
        }

        Assert.Equal([CycleEnrichment.Staged, CycleEnrichment.Audit], enrichments.Order());
        foreach (var query in OfTrackedTokens)
        {
            var rows = await DatabaseDump.ReadAsync(folder.File("Full.db"), query);
            Assert.NotEmpty(rows);
            Assert.Equal(rows, await DatabaseDump.ReadAsync(folder.File("Staged.db"), query));
        }

        // Requests that wait for nothing are answered at the same market time in both.
        SimulatedHost Run(EnrichmentMode mode, out LocalBirdeye birdeye)
        {
            var clock = new SimulatedClock(Start);
            birdeye = new LocalBirdeye(new LocalBirdeyeOptions
            {
                TimeProvider = clock,
                Seed = 7,
                Origin = Start,
                Plan = new LocalPlan { RequestsPerSecond = 100_000 },
            });
            return new SimulatedHost(
                folder.File($"{mode}.db"),
                clock,
                birdeye,
                options => (options.Discovery.Enrichment, options.Birdeye.RequestsPerSecond) = (mode, 1_000));
        }
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

    // The view, the scores of active tokens and their closed candles, as a bot reads them. A full cycle also reads the candle that is not closed yet.
    private static async Task<List<string>> PublishedAsync(SimulatedHost host)
    {
        var view = (await host.Cache.GetViewAsync(TestContext.Current.CancellationToken))!;
        var published = new List<string> { $"{view.CycleTimestamp:O} {view.Outcome} {string.Join(' ', view.ActiveTokens)}" };
        foreach (var address in view.ActiveTokens)
        {
            var score = (await host.Cache.GetScoreAsync(address, TestContext.Current.CancellationToken))!;
            published.Add(score.ToString());
            foreach (var interval in Enum.GetValues<CandleInterval>())
            {
                var candles = await host.Cache.GetCandlesAsync(score.CandlesKey!, interval, TestContext.Current.CancellationToken);
                var closed = candles.Where(candle => candle.Timestamp + (int)interval <= view.CycleTimestamp.ToUnixTimeSeconds()).TakeLast(288);
                published.Add($"{interval} {string.Join(' ', closed)}");
            }
        }

        return published;
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
