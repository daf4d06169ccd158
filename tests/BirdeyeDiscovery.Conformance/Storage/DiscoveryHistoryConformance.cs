using Xunit;

namespace BirdeyeDiscovery.Conformance;

/// <summary>The history: what was written comes back exactly, in order, within limits.</summary>
public abstract class DiscoveryHistoryConformance : StoreConformance
{
    [Fact]
    public async Task Every_column_of_a_snapshot_comes_back_as_written()
    {
        await using var harness = await StartAsync();
        var plan = Plans.Cycle(1, [Plans.Score("a")], outcome: CycleOutcome.Degraded);
        var full = plan.Snapshot with
        {
            TrendingLimit = int.MaxValue,
            MinLiquidityUsd = 1_000_000_000_000_000_000m,
            MinVolume24hUsd = 0.01m,
            CandidatesCount = 30,
            TokensAdded = 2,
            TokensRemoved = 1,
            DurationMs = int.MaxValue,
            ApiCallsMade = 77,
            ComputeUnits = long.MaxValue,
            Budget = new BudgetForecast
            {
                UnitsPerMonth = 5_000_000,
                Spent = 1_234_567,
                ExpectedAtReset = 4_900_000,
                ResetsAt = new DateTimeOffset(2026, 6, 1, 0, 0, 0, TimeSpan.Zero),
                Stretch = new BudgetStretch { Level = 5, TrendingLimit = 50, IntervalFactor = 4, ReadsLongCandles = false, Audits = false },
                NextStretch = new BudgetStretch { Level = 4, TrendingLimit = 50, IntervalFactor = 3, ReadsLongCandles = false, Audits = false },
                NextStretchAt = new DateTimeOffset(2026, 5, 20, 1, 2, 3, TimeSpan.Zero),
            },
            Error = "HTTP 429: it's \"slow\" 🚀",
            Mode = DiscoveryMode.Record,
            ScoreVersion = "1.2",
            OptionsHash = new string('f', 64),
        };
        var bare = Plans.Cycle(2, outcome: CycleOutcome.Failed);

        var first = await harness.CommitAsync(plan with { Snapshot = full }, Cancel);
        var second = await harness.CommitAsync(bare, Cancel);

        Assert.Equal(
            [bare.Snapshot with { Id = second.SnapshotId, Epoch = harness.Epoch }, full with { Id = first.SnapshotId, Epoch = harness.Epoch }],
            await harness.History.GetSnapshotsAsync(10, Cancel));
    }

    [Fact]
    public async Task Every_column_of_a_score_comes_back_as_written()
    {
        await using var harness = await StartAsync();
        var full = Plans.Score("full") with
        {
            Symbol = "EVERYTHING_20_CHARS_",
            TotalScore = 100m,
            MomentumScore = 0m,
            LiquidityScore = 99.99m,
            VolumeScore = 0.01m,
            SafetyScore = 33.33m,
            FlowScore = 66.67m,
            Rank = 1,
            SlotRank = int.MaxValue,
            Coverage = 0.8333m,
            PriceChange5m = -99.9999m,
            PriceChange1h = 0.0001m,
            PriceChange24h = 3_400_000_000.1234m,
            PriceUsd = 1.2345678901234567e-12,
            LiquidityUsd = 5_000_000_000_000.01m,
            Volume24hUsd = 1_000_000_000_000_000_000m,
            BuySellImbalance = -1m,
            Action = ScoreAction.Remove,
            ActionReason = "RANK_OUT: slot rank 11 of 10",
        };
        var bare = Plans.Score("bare", liquidityUsd: null, ScoreAction.Skip, ReasonCodes.DataMissing) with { TotalScore = 0m, Coverage = 0m };
        ScoreRecord[] scores = [full, bare, .. Tokens.HostileTexts.Select((text, index) => Plans.Score($"hostile{index}") with { Symbol = text, ActionReason = $"X: {text}" })];

        var committed = await harness.CommitAsync(Plans.Cycle(1, scores), Cancel);

        Assert.Equal(scores, await harness.History.GetScoresAsync(committed.SnapshotId, Cancel));
    }

    [Fact]
    public async Task Every_column_of_a_rejection_comes_back_as_written()
    {
        await using var harness = await StartAsync();
        RejectionRecord[] rejections =
        [
            new("a", "A", RejectionStage.Trending, ReasonCodes.LiquidityLow, 0.00719m, 10_000m) { PriceUsd = 0.1 + 0.2 },
            new("b", "B", RejectionStage.Security, ReasonCodes.SecurityUnknown, null, null),
            new("b", "B", RejectionStage.Market, ReasonCodes.TooYoung, 0.000000000123456789m, -1m),
            new("c", "C", RejectionStage.Data, ReasonCodes.DataInvalid, 1_000_000_000_000_000_000m, 999_999_999_999.999m),
            .. Tokens.HostileTexts.Select(text => new RejectionRecord("h", text, RejectionStage.Data, ReasonCodes.DataInvalid, null, null)),
        ];

        var committed = await harness.CommitAsync(Plans.Cycle(1, rejections: rejections), Cancel);

        Assert.Equal(rejections, await harness.History.GetRejectionsAsync(committed.SnapshotId, Cancel));
    }

    [Fact]
    public async Task Cycles_of_a_period_come_whole_in_the_order_of_their_times()
    {
        await using var harness = await StartAsync();
        foreach (var cycle in new[] { 1, 2, 4, 3, 5 })
        {
            await harness.CommitAsync(
                cycle == 2
                    ? Plans.Cycle(cycle, outcome: CycleOutcome.Failed)
                    : Plans.Cycle(
                        cycle,
                        [Plans.Score($"best{cycle}") with { PriceUsd = cycle }, Plans.Score($"second{cycle}")],
                        [Plans.Rejection($"rejected{cycle}") with { PriceUsd = cycle + 0.5 }, Plans.Rejection("again")]),
                Cancel);
        }

        var cycles = await harness.History.GetCyclesAsync(Plans.TimeOf(1), Plans.TimeOf(5), 10, Cancel);

        Assert.Equal([1, 2, 3, 4], cycles.Select(static cycle => cycle.Snapshot.CycleTimestamp).Select(static time => (int)(time - Plans.Start).TotalMinutes / 2));
        Assert.All(cycles, cycle => Assert.Equal(cycle.Snapshot.ScoredCount, cycle.Scores.Count));
        foreach (var cycle in cycles)
        {
            Assert.Equal(await harness.History.FindSnapshotAsync(cycle.Snapshot.CycleTimestamp, Cancel), cycle.Snapshot);
            Assert.Equal(await harness.History.GetScoresAsync(cycle.Snapshot.Id, Cancel), cycle.Scores);
            Assert.Equal(await harness.History.GetRejectionsAsync(cycle.Snapshot.Id, Cancel), cycle.Rejections);
        }

        var page = await harness.History.GetCyclesAsync(Plans.TimeOf(1).AddMilliseconds(1), Plans.TimeOf(9), 2, Cancel);
        Assert.Equal([Plans.TimeOf(2), Plans.TimeOf(3)], page.Select(static cycle => cycle.Snapshot.CycleTimestamp));
        Assert.Empty(await harness.History.GetCyclesAsync(Plans.TimeOf(6), Plans.TimeOf(9), 2, Cancel));
        await Assert.ThrowsAsync<ArgumentOutOfRangeException>(async () => await harness.History.GetCyclesAsync(Plans.TimeOf(1), Plans.TimeOf(9), 1001, Cancel));
    }

    [Fact]
    public async Task Every_column_of_a_shadow_score_comes_back_with_its_cycle_by_scorer_and_address()
    {
        await using var harness = await StartAsync();
        ShadowScoreRecord[] rows =
        [
            Plans.Shadow("b", "depth") with { MomentumScore = null, LiquidityScore = null, SafetyScore = null },
            Plans.Shadow("a", "depth", 100m) with { MomentumScore = 1.25m, LiquidityScore = 2.5m, VolumeScore = 33.33m, SafetyScore = 0m, FlowScore = 100m },
            Plans.Shadow("B", "depth", 0m),
            Plans.Shadow("a", "Calm-2.0_x") with { ScorerVersion = "", OptionsHash = "" },
            .. Tokens.HostileTexts.Select((text, index) => Plans.Shadow($"h{index}") with { ScorerVersion = text, OptionsHash = text }),
        ];
        await harness.CommitAsync(Plans.Cycle(1, [Plans.Score("a")]), Cancel);
        await harness.CommitAsync(Plans.Cycle(2, [Plans.Score("a"), Plans.Score("b"), Plans.Score("B")]) with { ShadowScores = rows }, Cancel);
        await harness.CommitAsync(Plans.Cycle(3, [Plans.Score("a")]) with { ShadowScores = [Plans.Shadow("a")] }, Cancel);

        var cycles = await harness.History.GetCyclesAsync(Plans.TimeOf(1), Plans.TimeOf(9), 10, Cancel);

        Assert.Equal([0, rows.Length, 1], cycles.Select(static cycle => cycle.ShadowScores.Count));
        Assert.Equal(
            rows.OrderBy(static row => row.Scorer, StringComparer.Ordinal).ThenBy(static row => row.TokenAddress, StringComparer.Ordinal),
            cycles[1].ShadowScores);
        Assert.Equal([Plans.Shadow("a")], cycles[2].ShadowScores);
        Assert.Equal(["Calm-2.0_x", "depth", "depth", "depth"], cycles[1].ShadowScores.Take(4).Select(static row => row.Scorer));
        Assert.Equal(["a", "B", "a", "b"], cycles[1].ShadowScores.Take(4).Select(static row => row.TokenAddress));
    }

    [Fact]
    public async Task Every_column_of_an_event_comes_back_as_written_and_numbers_rise_in_order()
    {
        await using var harness = await StartAsync();
        LifecycleEvent[] events =
        [
            .. Enum.GetValues<LifecycleEventType>().Select(type => Plans.Event("a", type, 1)),
            Plans.Event("b", LifecycleEventType.Paused, 1, TokenStatus.Active, TokenStatus.Paused, "RANK_OUT: 11"),
            Plans.Event("c", LifecycleEventType.Added, 1, TokenStatus.Removed, TokenStatus.Active),
            .. Tokens.HostileTexts.Select(text => Plans.Event("h", LifecycleEventType.Removed, 1, reason: $"X: {text}")),
        ];

        var committed = await harness.CommitAsync(Plans.Cycle(1, events: events), Cancel);

        var stored = await harness.History.GetEventsAsync(0, 100, Cancel);
        Assert.Equal(committed.Events, stored);
        Assert.Equal(events.Select(item => item with { SnapshotId = committed.SnapshotId }), stored.Select(item => item with { Id = 0 }));
        Assert.All(stored.Zip(stored.Skip(1)), pair => Assert.True(pair.First.Id < pair.Second.Id));
    }

    [Fact]
    public async Task Events_are_read_on_from_any_number_without_gap_or_repetition()
    {
        await using var harness = await StartAsync();
        for (var cycle = 1; cycle <= 4; cycle++)
        {
            await harness.CommitAsync(Plans.Cycle(cycle, events: [Plans.Event("a", LifecycleEventType.Paused, cycle), Plans.Event("a", LifecycleEventType.Resumed, cycle)]), Cancel);
        }

        var all = await harness.History.GetEventsAsync(0, 10_000, Cancel);
        var read = new List<LifecycleEvent>();
        while (await harness.History.GetEventsAsync(read.LastOrDefault()?.Id ?? 0, 3, Cancel) is { Count: > 0 } page)
        {
            Assert.True(page.Count <= 3);
            read.AddRange(page);
        }

        Assert.Equal(8, all.Count);
        Assert.Equal(all, read);
    }

    [Fact]
    public async Task Snapshots_come_newest_first_and_not_more_than_asked()
    {
        await using var harness = await StartAsync();
        foreach (var cycle in new[] { 1, 2, 3, 10 })
        {
            await harness.CommitAsync(Plans.Cycle(cycle), Cancel);
        }

        var times = (await harness.History.GetSnapshotsAsync(3, Cancel)).Select(snapshot => snapshot.CycleTimestamp);

        Assert.Equal([Plans.TimeOf(10), Plans.TimeOf(3), Plans.TimeOf(2)], times);
    }

    [Fact]
    public async Task A_snapshot_is_found_by_its_time_in_any_offset_to_the_millisecond()
    {
        await using var harness = await StartAsync();
        var committed = await harness.CommitAsync(Plans.Cycle(1), Cancel);

        Assert.Equal(committed.SnapshotId, (await harness.History.FindSnapshotAsync(Plans.TimeOf(1).ToOffset(TimeSpan.FromHours(5.5)), Cancel))?.Id);
        Assert.Null(await harness.History.FindSnapshotAsync(Plans.TimeOf(1).AddMilliseconds(1), Cancel));
    }

    [Fact]
    public async Task The_last_snapshot_up_to_a_time_is_found_by_its_cycle_time()
    {
        await using var harness = await StartAsync();
        foreach (var cycle in (int[])[1, 10, 3])
        {
            await harness.CommitAsync(Plans.Cycle(cycle), Cancel);
        }

        async Task<DateTimeOffset?> FindAsync(DateTimeOffset asOf) => (await harness.History.FindSnapshotAsOfAsync(asOf, Cancel))?.CycleTimestamp;

        Assert.Null(await FindAsync(Plans.TimeOf(1).AddMilliseconds(-1)));
        Assert.Equal(Plans.TimeOf(1), await FindAsync(Plans.TimeOf(1).ToOffset(TimeSpan.FromHours(-7))));
        Assert.Equal(Plans.TimeOf(3), await FindAsync(Plans.TimeOf(10).AddMilliseconds(-1)));
        Assert.Equal(Plans.TimeOf(10), await FindAsync(DateTimeOffset.MaxValue));
    }

    [Fact]
    public async Task The_newest_snapshot_of_each_options_hash_comes_newest_first()
    {
        await using var harness = await StartAsync();
        foreach (var (cycle, hash) in ((int, string)[])[(1, "a"), (10, "b"), (3, "a"), (4, "c"), (5, "b")])
        {
            var plan = Plans.Cycle(cycle);
            await harness.CommitAsync(plan with { Snapshot = plan.Snapshot with { OptionsHash = hash } }, Cancel);
        }

        var newest = await harness.History.GetNewestOfEachOptionsHashAsync(Cancel);

        Assert.Equal(
            [("b", Plans.TimeOf(5)), ("c", Plans.TimeOf(4)), ("a", Plans.TimeOf(3))],
            newest.Select(snapshot => (snapshot.OptionsHash, snapshot.CycleTimestamp)));
    }

    [Fact]
    public async Task Snapshots_after_an_id_come_oldest_first_in_the_order_of_their_commits()
    {
        await using var harness = await StartAsync();
        foreach (var cycle in (int[])[1, 10, 3, 2])
        {
            await harness.CommitAsync(Plans.Cycle(cycle), Cancel);
        }

        var first = await harness.History.GetSnapshotsAfterAsync(0, 2, Cancel);
        var rest = await harness.History.GetSnapshotsAfterAsync(first[1].Id, 10_000, Cancel);

        Assert.Equal([Plans.TimeOf(1), Plans.TimeOf(10)], first.Select(snapshot => snapshot.CycleTimestamp));
        Assert.Equal([Plans.TimeOf(3), Plans.TimeOf(2)], rest.Select(snapshot => snapshot.CycleTimestamp));
        Assert.Empty(await harness.History.GetSnapshotsAfterAsync(rest[1].Id, 1, Cancel));
        await Assert.ThrowsAsync<ArgumentOutOfRangeException>(async () => await harness.History.GetSnapshotsAfterAsync(0, 10_001, Cancel));
    }

    [Fact]
    public async Task The_score_history_of_a_token_is_newest_first_from_inclusive_to_exclusive()
    {
        await using var harness = await StartAsync();
        for (var cycle = 1; cycle <= 4; cycle++)
        {
            await harness.CommitAsync(Plans.Cycle(cycle, [Plans.Score("a") with { TotalScore = cycle }, Plans.Score("b")]), Cancel);
        }

        var history = await harness.History.GetScoreHistoryAsync("a", Plans.TimeOf(2), Plans.TimeOf(4), Cancel);

        Assert.Equal([(Plans.TimeOf(3), 3m), (Plans.TimeOf(2), 2m)], history.Select(entry => (entry.CycleTimestamp, entry.Score.TotalScore)));
        Assert.Equal(4, (await harness.History.GetScoreHistoryAsync("a", Plans.Start, Plans.Start.AddYears(1), Cancel)).Count);
        Assert.Empty(await harness.History.GetScoreHistoryAsync("nobody", Plans.Start, Plans.Start.AddYears(1), Cancel));
    }

    [Fact]
    public async Task The_event_history_of_a_token_is_newest_first_from_inclusive_to_exclusive_by_cycles_and_by_hand()
    {
        await using var harness = await StartAsync();
        await Operators.TrackAsync(harness, 1, Tokens.New("a", "A", 1), Cancel);
        await Operators.TrackAsync(harness, 2, Tokens.New("b", "B", 2), Cancel);
        harness.Clock.Advance(TimeSpan.FromHours(1));
        var now = harness.Clock.GetUtcNow();
        await Operators.Of(harness.Host, harness).PauseAsync("a", Operators.Note(), Cancel);
        var all = (await harness.History.GetEventsAsync(0, 100, Cancel)).Where(static item => item.TokenAddress == "a").Reverse().ToList();
        Assert.Equal(2, all.Count);

        Assert.Equal(all, await harness.History.GetEventHistoryAsync("a", DateTimeOffset.UnixEpoch, DateTimeOffset.MaxValue, Cancel));
        Assert.Equal(all.Where(item => item.CreatedAt != now), await harness.History.GetEventHistoryAsync("a", DateTimeOffset.UnixEpoch, now, Cancel));
        Assert.Equal(all.Where(item => item.CreatedAt == now), await harness.History.GetEventHistoryAsync("a", now, now.AddMilliseconds(1), Cancel));
        Assert.Empty(await harness.History.GetEventHistoryAsync("nobody", DateTimeOffset.UnixEpoch, DateTimeOffset.MaxValue, Cancel));
    }

    [Fact]
    public async Task The_input_of_a_cycle_comes_back_byte_by_byte()
    {
        await using var harness = await StartAsync();
        var block = Enumerable.Range(0, 300_000).Select(index => (byte)(index * 31)).ToArray();

        var with = await harness.CommitAsync(Plans.Cycle(1, input: block), Cancel);
        var without = await harness.CommitAsync(Plans.Cycle(2), Cancel);

        Assert.Equal(block, (await harness.History.GetCycleInputAsync(with.SnapshotId, Cancel)).ToArray());
        Assert.True((await harness.History.GetCycleInputAsync(without.SnapshotId, Cancel)).IsEmpty);
        Assert.True((await harness.History.GetCycleInputAsync(987_654_321, Cancel)).IsEmpty);
    }

    [Fact]
    public async Task An_input_that_builds_on_another_is_given_out_together_with_it()
    {
        await using var harness = await StartAsync();
        byte[] whole = [.. "BDIK"u8, 1, 2, 3];
        byte[] difference = [.. "BDID"u8, .. BitConverter.GetBytes(Plans.TimeOf(1).UtcTicks), .. BitConverter.GetBytes(9), 4, 5];
        byte[] lost = [.. "BDID"u8, .. BitConverter.GetBytes(Plans.TimeOf(7).UtcTicks), .. BitConverter.GetBytes(9), 4, 5];

        await harness.CommitAsync(Plans.Cycle(1, input: whole), Cancel);
        var next = await harness.CommitAsync(Plans.Cycle(2, input: difference), Cancel);
        var alone = await harness.CommitAsync(Plans.Cycle(3, input: lost), Cancel);

        Assert.Equal([.. "BDIJ"u8, .. BitConverter.GetBytes(9), 1, 2, 3, 4, 5], (await harness.History.GetCycleInputAsync(next.SnapshotId, Cancel)).ToArray());
        Assert.Equal(lost, (await harness.History.GetCycleInputAsync(alone.SnapshotId, Cancel)).ToArray());
    }

    [Theory]
    [InlineData(0)]
    [InlineData(10_001)]
    public async Task A_limit_out_of_range_is_an_error_that_names_it(int limit)
    {
        await using var harness = await StartAsync();

        var snapshots = await Assert.ThrowsAsync<ArgumentOutOfRangeException>(async () => await harness.History.GetSnapshotsAsync(limit, Cancel));
        var events = await Assert.ThrowsAsync<ArgumentOutOfRangeException>(async () => await harness.History.GetEventsAsync(0, limit, Cancel));

        Assert.Equal(("limit", "limit"), (snapshots.ParamName, events.ParamName));
    }
}
