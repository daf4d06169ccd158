using Xunit;

namespace BirdeyeDiscovery.Conformance;

/// <summary>What a cycle reads of those before it, and the tokens it starts with.</summary>
public abstract class CycleStateConformance : StoreConformance
{
    [Fact]
    public async Task An_empty_store_has_the_empty_state()
    {
        await using var harness = await StartAsync();

        var state = await harness.Store.LoadCycleStateAsync(new(Plans.Start, 3), Cancel);

        Assert.Null(state.LastCycle);
        Assert.Empty(state.Tokens);
        Assert.Empty(state.PeakLiquidityUsd);
        Assert.Empty(state.WarmUpCycles);
    }

    [Fact]
    public async Task The_last_cycle_counts_whatever_its_outcome()
    {
        await using var harness = await StartAsync();
        await harness.CommitAsync(Plans.Full(1), Cancel);
        await harness.CommitAsync(Plans.Cycle(2, outcome: CycleOutcome.Failed), Cancel);

        var state = await harness.Store.LoadCycleStateAsync(new(Plans.Start, 3), Cancel);

        Assert.Equal(Plans.TimeOf(2), state.LastCycle);
        Assert.Equal(Tokens.Bonk, Assert.Single(state.Tokens).Address);
    }

    [Fact]
    public async Task Cycles_of_the_future_are_told_from_the_last_one_and_are_no_past()
    {
        await using var harness = await StartAsync();
        await harness.CommitAsync(Plans.Cycle(500, [Plans.Score("a", 900m)]), Cancel);
        await harness.CommitAsync(Plans.Cycle(2, [Plans.Score("a", 300m), Plans.Score("b", action: ScoreAction.Skip, reason: ReasonCodes.WarmUp)]), Cancel);

        var state = await harness.Store.LoadCycleStateAsync(new(Plans.Start, 1) { PeakUntil = Plans.TimeOf(2) }, Cancel);

        Assert.Equal((Plans.TimeOf(2), Plans.TimeOf(500)), (state.LastCycle, state.LatestCycle));
        Assert.Equal(300m, state.PeakLiquidityUsd["a"]);
        Assert.Equal(1, state.WarmUpCycles["b"]);
        Assert.Equal([Plans.TimeOf(2), Plans.TimeOf(500)], (await harness.History.GetSnapshotsAsync(10, Cancel)).Select(static snapshot => snapshot.CycleTimestamp));
    }

    [Fact]
    public async Task The_liquidity_of_rejected_candidates_counts_towards_the_peaks()
    {
        await using var harness = await StartAsync();
        await harness.CommitAsync(Plans.Cycle(1, [Plans.Score("a", 200m)], [Plans.Rejection("b") with { LiquidityUsd = 500m }]), Cancel);
        await harness.CommitAsync(Plans.Cycle(2, [Plans.Score("b", 300m)], [Plans.Rejection("a") with { LiquidityUsd = 100m }, Plans.Rejection("c") with { LiquidityUsd = null }]), Cancel);

        var state = await harness.Store.LoadCycleStateAsync(new(Plans.Start, 0), Cancel);

        Assert.Equal([("a", 200m), ("b", 500m)], state.PeakLiquidityUsd.OrderBy(static peak => peak.Key).Select(static peak => (peak.Key, peak.Value)));
    }

    [Fact]
    public async Task Staged_cycles_are_counted_since_the_last_good_one_that_read_everything()
    {
        await using var harness = await StartAsync();
        (CycleEnrichment Enrichment, CycleOutcome Outcome, int Expected)[] cycles =
        [
            (CycleEnrichment.Staged, CycleOutcome.Complete, 1),
            (CycleEnrichment.Staged, CycleOutcome.Failed, 1),
            (CycleEnrichment.Audit, CycleOutcome.Failed, 1),
            (CycleEnrichment.Staged, CycleOutcome.Degraded, 2),
            (CycleEnrichment.Audit, CycleOutcome.Complete, 0),
            (CycleEnrichment.Staged, CycleOutcome.Complete, 1),
            (CycleEnrichment.Full, CycleOutcome.Complete, 0),
        ];
        for (var cycle = 0; cycle < cycles.Length; cycle++)
        {
            var plan = Plans.Cycle(cycle + 1, outcome: cycles[cycle].Outcome);
            var differences = cycles[cycle].Enrichment == CycleEnrichment.Audit ? 3 : default(int?);
            await harness.CommitAsync(
                plan with { Snapshot = plan.Snapshot with { Enrichment = cycles[cycle].Enrichment, StagingDifferences = differences } }, Cancel);

            Assert.Equal(cycles[cycle].Expected, (await harness.Store.LoadCycleStateAsync(new(Plans.Start, 0), Cancel)).StagedCycles);
            var stored = (await harness.History.GetSnapshotsAsync(1, Cancel))[0];
            Assert.Equal((cycles[cycle].Enrichment, differences), (stored.Enrichment, stored.StagingDifferences));
        }
    }

    [Fact]
    public async Task Peaks_are_the_highest_liquidity_after_the_given_time()
    {
        await using var harness = await StartAsync();
        await harness.CommitAsync(Plans.Cycle(1, [Plans.Score("a", 900m), Plans.Score("old", 5m)]), Cancel);
        await harness.CommitAsync(Plans.Cycle(2, [Plans.Score("a", 300m), Plans.Score("b", null), Plans.Score("c", 0m)]), Cancel);
        await harness.CommitAsync(Plans.Cycle(3, [Plans.Score("a", 200.25m), Plans.Score("d", 1_000_000_000_000_000_000m)], outcome: CycleOutcome.Degraded), Cancel);

        var exclusive = await PeaksAsync(Plans.TimeOf(1));
        var justBefore = await PeaksAsync(Plans.TimeOf(1).AddMilliseconds(-1));

        Assert.Equal(new SortedDictionary<string, decimal> { ["a"] = 300m, ["c"] = 0m, ["d"] = 1_000_000_000_000_000_000m }, exclusive);
        Assert.Equal(900m, justBefore["a"]);
        Assert.Equal(5m, justBefore["old"]);
        Assert.Empty(await PeaksAsync(Plans.TimeOf(3)));

        async Task<SortedDictionary<string, decimal>> PeaksAsync(DateTimeOffset since) =>
            new((await harness.Store.LoadCycleStateAsync(new(since, 0), Cancel)).PeakLiquidityUsd.ToDictionary());
    }

    [Fact]
    public async Task Warm_up_streaks_are_unbroken_and_end_at_the_newest_good_cycle()
    {
        await using var harness = await StartAsync();
        await harness.CommitAsync(Plans.Cycle(1, [Warm("three"), Warm("gap"), Warm("ended")]), Cancel);
        await harness.CommitAsync(Plans.Cycle(2, [Warm("three"), Plans.Score("gap", action: ScoreAction.Skip, reason: ReasonCodes.NoSlot), Warm("ended")], outcome: CycleOutcome.Degraded), Cancel);
        await harness.CommitAsync(Plans.Cycle(3, outcome: CycleOutcome.Failed), Cancel);
        await harness.CommitAsync(
            Plans.Cycle(
                4,
                [
                    Warm("three", "WARMUP: 3 of 5"), Warm("gap"), Warm("one"), Plans.Score("ended"),
                    Warm("other", "WARMUPS"), Plans.Score("kept", action: ScoreAction.Keep, reason: "WARMUP"),
                ]),
            Cancel);

        Assert.Equal(new SortedDictionary<string, int> { ["gap"] = 1, ["one"] = 1, ["three"] = 3 }, await StreaksAsync(depth: 5));
        Assert.Equal(2, (await StreaksAsync(depth: 2))["three"]);
        Assert.Empty(await StreaksAsync(depth: 0));

        static ScoreRecord Warm(string address, string reason = ReasonCodes.WarmUp) => Plans.Score(address, action: ScoreAction.Skip, reason: reason);

        async Task<SortedDictionary<string, int>> StreaksAsync(int depth) =>
            new((await harness.Store.LoadCycleStateAsync(new(Plans.Start, depth), Cancel)).WarmUpCycles.ToDictionary());
    }

    [Fact]
    public async Task The_state_is_one_view_also_while_cycles_are_committed()
    {
        await using var harness = await StartAsync();
        await harness.CommitAsync(Plans.Cycle(1, [Plans.Score("a", 1m)], tokens: [Tokens.New("a", "A", 1) with { LastScoredAt = Plans.TimeOf(1) }]), Cancel);
        var reads = 0;
        var writing = Task.Run(
            async () =>
            {
                for (var cycle = 2; cycle <= 40; cycle++)
                {
                    if (cycle % 10 == 0)
                    {
                        // A fast store would otherwise commit all cycles before the second read.
                        var before = Volatile.Read(ref reads);
                        await Eventually.TrueAsync(() => ValueTask.FromResult(Volatile.Read(ref reads) > before), "the state was not read", Cancel);
                    }

                    var token = Tokens.New("a", "A", 1) with { LastScoredAt = Plans.TimeOf(cycle), Revision = cycle - 1 };
                    await harness.CommitAsync(Plans.Cycle(cycle, [Plans.Score("a", cycle)], tokens: [token]), Cancel);
                }
            },
            Cancel);

        var seen = new HashSet<DateTimeOffset?>();
        do
        {
            var state = await harness.Store.LoadCycleStateAsync(new(Plans.Start, 0), Cancel);
            Interlocked.Increment(ref reads);
            seen.Add(state.LastCycle);
            Assert.Equal(state.LastCycle, state.Tokens[0].LastScoredAt);
            Assert.Equal(state.LastCycle, Plans.TimeOf((int)state.PeakLiquidityUsd["a"]));
        }
        while (!writing.IsCompleted);

        await writing;
        Assert.True(seen.Count > 1, "No commit happened while the state was read.");
    }

    [Fact]
    public async Task Seeding_writes_each_missing_token_once_with_its_event()
    {
        await using var harness = await StartAsync();
        harness.Clock.Advance(TimeSpan.FromMilliseconds(1234));
        var sol = Tokens.New(SeedToken.Sol.Address, "SOL", 0) with { IsPermanent = true, StatusReason = ReasonCodes.Seed, StrategyConfig = "7" };
        var jup = sol with { Address = SeedToken.Jup.Address, Symbol = "JUP" };

        var first = await harness.Store.SeedAsync(harness.Epoch, [sol], Cancel);
        var second = await harness.Store.SeedAsync(harness.Epoch, [sol with { Symbol = "CHANGED" }, jup], Cancel);
        var third = await harness.Store.SeedAsync(harness.Epoch, [sol, jup], Cancel);

        var added = Assert.Single(first);
        Assert.Equal((sol.Address, LifecycleEventType.Added, null, TokenStatus.Active), (added.TokenAddress, added.EventType, added.FromStatus, added.ToStatus));
        Assert.Null(added.SnapshotId);
        Assert.Equal(harness.Clock.GetUtcNow(), added.CreatedAt);
        Assert.Equal(jup.Address, Assert.Single(second).TokenAddress);
        Assert.Empty(third);
        Assert.Equal([first[0], second[0]], await harness.History.GetEventsAsync(0, 10, Cancel));
        var stored = await harness.Store.GetTokensAsync([], Cancel);
        Assert.Equal(["SOL", "JUP"], stored.Select(token => token.Symbol));
        Assert.All(stored, token => Assert.True(token.IsPermanent));
        Assert.All(stored, token => Assert.Equal("7", token.StrategyConfig));
    }

    [Fact]
    public async Task Seeding_under_an_old_epoch_is_refused_as_fenced()
    {
        await using var harness = await StartAsync();

        var error = await Assert.ThrowsAsync<DiscoveryStoreException>(async () => await harness.Store.SeedAsync(harness.Epoch - 1, [Tokens.New("a", "A", 1)], Cancel));

        Assert.True(error.IsFenced);
        Assert.Empty(await harness.Store.GetTokensAsync([], Cancel));
    }
}
