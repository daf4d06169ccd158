using Xunit;

namespace BirdeyeDiscovery.Conformance;

/// <summary>What people do by hand: one transaction each, once each, from any host, and stronger than a plan that does not know of it.</summary>
public abstract partial class OperatorConformance : StoreConformance
{
    [Fact]
    public async Task A_pause_writes_the_row_the_event_and_who_did_it_and_a_resume_lets_go()
    {
        await using var harness = await StartAsync();
        var token = await Operators.TrackAsync(harness, 1, Tokens.New(Tokens.Bonk, "BONK", 1), Cancel);
        var people = Operators.Of(harness.Host, harness);

        var paused = await people.PauseAsync(Tokens.Bonk, Operators.Note(), Cancel);

        Assert.Equal((OperatorStatus.Applied, "BONK is paused."), (paused.Status, paused.Message));
        Assert.Equal(await harness.Store.FindAsync(Tokens.Bonk, Cancel), paused.Token);
        Assert.Equal(
            token with
            {
                Status = TokenStatus.Paused,
                StatusReason = "BY_HAND: alice: rumours",
                HeldBy = "alice",
                HoldReason = "rumours",
                DeactivatedAt = Plans.Start,
                Revision = token.Revision + 1,
                UpdatedAt = Plans.Start,
            },
            paused.Token);
        var happened = Assert.Single(paused.Events);
        Assert.Equal((TokenStatus.Active, TokenStatus.Paused, "BY_HAND: alice: rumours"), (happened.FromStatus, happened.ToStatus, happened.Reason));
        Assert.Null(happened.SnapshotId);
        Assert.Equal(happened, (await harness.History.GetEventsAsync(0, 10, Cancel))[^1]);

        var resumed = await people.ResumeAsync(Tokens.Bonk, Operators.Note(by: "bob", reason: "false alarm"), Cancel);
        Assert.Equal((TokenStatus.Active, null, null), (resumed.Token!.Status, resumed.Token.HeldBy, resumed.Token.DeactivatedAt));
        Assert.Equal(LifecycleEventType.Resumed, Assert.Single(resumed.Events).EventType);
        Assert.Equal(
            [(OperatorAct.Pause, Tokens.Bonk, "alice", "rumours"), (OperatorAct.Resume, Tokens.Bonk, "bob", "false alarm")],
            (await people.GetActionsAsync(0, 10, Cancel)).Select(static action => (action.Act, action.Address, action.By, action.Reason)));
    }

    [Fact]
    public async Task A_token_that_is_removed_while_active_leaves_by_way_of_a_pause_and_stays_out_until_allowed()
    {
        await using var harness = await StartAsync();
        await Operators.TrackAsync(harness, 1, Tokens.New(Tokens.Bonk, "BONK", 1), Cancel);
        var people = Operators.Of(harness.Host, harness);

        var removed = await people.RemoveAsync(Tokens.Bonk, Operators.Note(), cancellationToken: Cancel);
        Assert.Equal([(TokenStatus.Active, TokenStatus.Paused), (TokenStatus.Paused, TokenStatus.Removed)], removed.Events.Select(static row => (row.FromStatus!.Value, row.ToStatus!.Value)));
        Assert.Equal((TokenStatus.Removed, "alice"), (removed.Token!.Status, removed.Token.HeldBy));
        Assert.Equal(OperatorStatus.Unchanged, (await people.RemoveAsync(Tokens.Bonk, Operators.Note(), cancellationToken: Cancel)).Status);

        var allowed = await people.AllowAsync(Tokens.Bonk, Operators.Note(), Cancel);
        Assert.Equal((OperatorStatus.Applied, TokenStatus.Removed, null), (allowed.Status, allowed.Token!.Status, allowed.Token.HeldBy));
        Assert.Empty(allowed.Events);
        Assert.Equal(OperatorStatus.Unchanged, (await people.AllowAsync(Tokens.Bonk, Operators.Note(), Cancel)).Status);
    }

    [Fact]
    public async Task A_pin_makes_permanent_and_brings_back_what_the_engine_had_paused()
    {
        await using var harness = await StartAsync();
        await Operators.TrackAsync(harness, 1, Tokens.New(Tokens.Bonk, "BONK", 1, TokenStatus.Paused), Cancel);
        var people = Operators.Of(harness.Host, harness);

        var pinned = await people.PinAsync(Tokens.Bonk, Operators.Note(), Cancel);
        Assert.True(pinned.Token is { IsPermanent: true, Status: TokenStatus.Active });
        Assert.Equal(LifecycleEventType.Resumed, Assert.Single(pinned.Events).EventType);
        Assert.Equal(OperatorStatus.Unchanged, (await people.PinAsync(Tokens.Bonk, Operators.Note(), Cancel)).Status);

        await people.RemoveAsync(Tokens.Bonk, Operators.Note(), cancellationToken: Cancel);
        var back = await people.AllowAsync(Tokens.Bonk, Operators.Note(), Cancel);
        Assert.True(back.Token is { IsPermanent: true, Status: TokenStatus.Active, ActivatedAt: null, HeldBy: null });
        Assert.Equal((LifecycleEventType.Added, TokenStatus.Removed), (back.Events[0].EventType, back.Events[0].FromStatus));

        var unpinned = await people.UnpinAsync(Tokens.Bonk, Operators.Note(), Cancel);
        Assert.True(unpinned.Token is { IsPermanent: false, Status: TokenStatus.Active });
        Assert.Empty(unpinned.Events);
    }

    [Fact]
    public async Task An_action_that_is_sent_again_under_its_id_is_done_once_and_another_under_that_id_is_refused()
    {
        await using var harness = await StartAsync();
        await Operators.TrackAsync(harness, 1, Tokens.New(Tokens.Bonk, "BONK", 1), Cancel);
        var people = Operators.Of(harness.Host, harness);
        await people.PauseAsync(Tokens.Bonk, Operators.Note("one"), Cancel);
        await people.ResumeAsync(Tokens.Bonk, Operators.Note("two"), Cancel);

        var again = await people.PauseAsync(Tokens.Bonk, Operators.Note("one"), Cancel);
        Assert.Equal((OperatorStatus.Applied, TokenStatus.Active, 0), (again.Status, again.Token!.Status, again.Events.Count));
        var other = await people.PinAsync(Tokens.Bonk, Operators.Note("one"), Cancel);
        Assert.Equal((OperatorStatus.Refused, OperatorRefusal.RequestReused), (other.Status, other.Refusal));
        Assert.Equal(2, await harness.CountAsync("operator_actions", Cancel));
        Assert.Equal(3, await harness.CountAsync("token_lifecycle_events", Cancel));
    }

    [Fact]
    public async Task One_request_from_three_hosts_at_once_is_done_once()
    {
        await using var harness = await StartAsync();
        await Operators.TrackAsync(harness, 1, Tokens.New(Tokens.Bonk, "BONK", 1), Cancel);
        await using var second = await harness.OpenHostAsync(Cancel);
        await using var third = await harness.OpenHostAsync(Cancel);

        StoreHost[] hosts = [harness.Host, second, third];
        var answers = await Task.WhenAll(hosts.Select(host => Task.Run(
            async () => await Operators.Of(host, harness).RemoveAsync(Tokens.Bonk, Operators.Note("once"), cancellationToken: Cancel), Cancel)));

        Assert.All(answers, static answer => Assert.Equal(OperatorStatus.Applied, answer.Status));
        Assert.Equal(2, answers.Sum(static answer => answer.Events.Count));
        Assert.Equal(1, await harness.CountAsync("operator_actions", Cancel));
        Assert.Equal(harness.Epoch, Convert.ToInt64(await harness.QueryScalarAsync("SELECT epoch FROM discovery_lease", Cancel), System.Globalization.CultureInfo.InvariantCulture));
    }

    [Fact]
    public async Task What_is_refused_says_what_is_allowed_and_writes_nothing()
    {
        await using var harness = await StartAsync();
        await Operators.TrackAsync(harness, 1, Tokens.New(Tokens.Bonk, "BONK", 1, TokenStatus.Removed), Cancel);
        var people = Operators.Of(harness.Host, harness);

        var refused = await people.ResumeAsync(Tokens.Bonk, Operators.Note(), Cancel);
        Assert.Equal((OperatorStatus.Refused, OperatorRefusal.Status), (refused.Status, refused.Refusal));
        Assert.Contains("is removed, and resume is not allowed then; allowed are unpin, remove, allow, migrate, track", refused.Message, StringComparison.Ordinal);
        Assert.Equal([OperatorAct.Unpin, OperatorAct.Remove, OperatorAct.Allow, OperatorAct.Migrate, OperatorAct.Track], refused.Allowed);
        Assert.Equal(OperatorRefusal.NotTracked, (await people.PauseAsync(Tokens.Wif, Operators.Note(), Cancel)).Refusal);
        Assert.Equal(0, await harness.CountAsync("operator_actions", Cancel));
        Assert.Equal(1, await harness.CountAsync("token_lifecycle_events", Cancel));
    }

    [Theory]
    [InlineData(PositionState.Open, OperatorRefusal.PositionOpen)]
    [InlineData(PositionState.Unknown, OperatorRefusal.PositionUnknown)]
    public async Task A_removal_with_a_position_that_is_or_may_be_open_is_refused_unless_forced(PositionState state, OperatorRefusal refusal)
    {
        await using var harness = await StartAsync();
        await Operators.TrackAsync(harness, 1, Tokens.New(Tokens.Bonk, "BONK", 1, TokenStatus.Paused), Cancel);
        var people = Operators.Of(harness.Host, harness, (Tokens.Bonk, state));

        var refused = await people.RemoveAsync(Tokens.Bonk, Operators.Note(), cancellationToken: Cancel);
        Assert.Equal((OperatorStatus.Refused, refusal, TokenStatus.Paused), (refused.Status, refused.Refusal, refused.Token!.Status));

        Assert.Equal(TokenStatus.Removed, (await people.RemoveAsync(Tokens.Bonk, Operators.Note(), isForced: true, Cancel)).Token!.Status);
        Assert.True(Assert.Single(await people.GetActionsAsync(0, 10, Cancel)).IsForced);
    }

    [Fact]
    public async Task A_plan_made_before_the_action_does_not_undo_it()
    {
        await using var harness = await StartAsync();
        var planned = await Operators.TrackAsync(harness, 1, Tokens.New(Tokens.Bonk, "BONK", 1), Cancel);
        await Operators.Of(harness.Host, harness).PauseAsync(Tokens.Bonk, Operators.Note(), Cancel);

        var commit = await harness.Store.CommitCycleAsync(harness.Epoch, Plans.Cycle(2, tokens: [planned with { StatusCycles = 1 }]), Cancel);

        Assert.Equal(CommitStatus.Conflict, commit.Status);
        Assert.Equal("alice", (await harness.Store.FindAsync(Tokens.Bonk, Cancel))!.HeldBy);
    }

    [Fact]
    public async Task Hostile_names_and_reasons_come_back_as_typed()
    {
        await using var harness = await StartAsync();
        await Operators.TrackAsync(harness, 1, Tokens.New(Tokens.Bonk, "BONK", 1), Cancel);
        var people = Operators.Of(harness.Host, harness);
        var texts = Tokens.HostileTexts.Where(static text => !string.IsNullOrWhiteSpace(text) && !text.Any(char.IsControl)).ToList();

        foreach (var text in texts)
        {
            await people.PauseAsync(Tokens.Bonk, new OperatorNote(text, text, text), Cancel);
            Assert.Equal((text, text), ((await harness.Store.FindAsync(Tokens.Bonk, Cancel))!.HeldBy, (await harness.Store.FindAsync(Tokens.Bonk, Cancel))!.HoldReason));
            await people.ResumeAsync(Tokens.Bonk, Operators.Note(), Cancel);
        }

        Assert.Equal(texts, (await people.GetActionsAsync(0, 100, Cancel)).Where(static action => action.Act == OperatorAct.Pause).Select(static action => action.By));
    }

    [Fact]
    public async Task Cycles_that_take_longer_than_their_interval_leave_no_gap_in_which_nothing_may_be_traded()
    {
        await using var harness = await StartAsync();
        var people = Operators.Of(harness.Host, harness);
        var plan = Plans.Cycle(1, tokens: [Tokens.New(Tokens.Bonk, "BONK", 1) with { ActivatedAt = Plans.TimeOf(1), LastScoredAt = Plans.TimeOf(1) }]);

        // 155 of 120 seconds: the next cycle begins after 240 and commits after 395.
        await harness.CommitAsync(plan with { Snapshot = plan.Snapshot with { DurationMs = 155_000 } }, Cancel);
        harness.Clock.SetUtcNow(Plans.TimeOf(1).AddSeconds(395));
        Assert.True((await people.MayTradeAsync(Tokens.Bonk, Cancel)).IsAllowed);

        harness.Clock.SetUtcNow(Plans.TimeOf(1).AddSeconds(480).AddMilliseconds(1));
        Assert.Equal([TradeBlock.NoRecentCycle], (await people.MayTradeAsync(Tokens.Bonk, Cancel)).Reasons.Select(static reason => reason.Block));
    }

    [Fact]
    public async Task A_cycle_of_a_dead_leader_is_not_recent_whatever_the_clock_of_who_asks()
    {
        await using var harness = await StartAsync();
        var people = Operators.Of(harness.Host, harness);
        await harness.CommitAsync(Plans.Cycle(1, tokens: [Tokens.New(Tokens.Bonk, "BONK", 1) with { ActivatedAt = Plans.TimeOf(1), LastScoredAt = Plans.TimeOf(1) }]), Cancel);

        // A store without a clock of its own cannot tell that the clock of the host is behind.
        var hasClock = (await harness.Host.LifecycleStore.GetStandingAsync(Tokens.Bonk, Cancel)).LastGoodCycleAge is not null;
        foreach (var (clock, isAllowed) in new[] { (0, true), (4, true), (-60, hasClock), (5, false), (60, false), (430 * 1440, false) })
        {
            Assert.Equal(isAllowed, (await At(clock).MayTradeAsync(Tokens.Bonk, Cancel)).IsAllowed);
        }

        // It was committed an hour ago by the clock of the store.
        var then = TimeProvider.System.GetUtcNow().AddHours(-1).UtcDateTime.ToString("yyyy-MM-ddTHH:mm:ss.fffZ", System.Globalization.CultureInfo.InvariantCulture);
        await harness.ExecuteAsync($"UPDATE discovery_snapshots SET created_at = '{then}'", Cancel);
        foreach (var clock in new[] { 0, 4, -60, -430 * 1440, 60 })
        {
            var reason = Assert.Single((await At(clock).MayTradeAsync(Tokens.Bonk, Cancel)).Reasons);
            Assert.Equal(TradeBlock.NoRecentCycle, reason.Block);
            Assert.Contains("by the store's clock", reason.Message, StringComparison.Ordinal);
        }

        ITokenLifecycle At(int minutes) =>
            Operators.Of(harness.Host, new WallClock(harness.Clock, Plans.TimeOf(1).AddMinutes(minutes) - harness.Clock.GetUtcNow()));
    }

    [Fact]
    public async Task A_cycle_that_a_budget_stretched_is_recent_for_two_of_its_own_intervals()
    {
        await using var harness = await StartAsync();
        var plan = Plans.Cycle(1, tokens: [Tokens.New(Tokens.Bonk, "BONK", 1) with { ActivatedAt = Plans.TimeOf(1), LastScoredAt = Plans.TimeOf(1) }]);
        var stretched = plan.Snapshot with
        {
            DiscoveryFrequencySecs = 1_800,
            Budget = new BudgetForecast
            {
                UnitsPerMonth = 1_500_000,
                Spent = 1,
                ExpectedAtReset = 1_500_000,
                ResetsAt = Plans.Start.AddMonths(1),
                Stretch = new BudgetStretch { Level = 11, IntervalFactor = 15, TrendingLimit = 50 },
            },
        };
        await harness.CommitAsync(plan with { Snapshot = stretched }, Cancel);

        Assert.True((await At(60).MayTradeAsync(Tokens.Bonk, Cancel)).IsAllowed);
        Assert.Equal(TradeBlock.NoRecentCycle, Assert.Single((await At(61).MayTradeAsync(Tokens.Bonk, Cancel)).Reasons).Block);

        ITokenLifecycle At(int minutes) =>
            Operators.Of(harness.Host, new WallClock(harness.Clock, Plans.TimeOf(1).AddMinutes(minutes) - harness.Clock.GetUtcNow()));
    }

    [Fact]
    public async Task Whether_a_token_may_be_traded_is_said_with_every_reason_against_it()
    {
        await using var harness = await StartAsync();
        var people = Operators.Of(harness.Host, harness);
        Assert.Equal([TradeBlock.NotTracked, TradeBlock.NoRecentCycle], await BlocksAsync());

        var token = await Operators.TrackAsync(harness, 1, Tokens.New(Tokens.Bonk, "BONK", 1) with { FirstCandleAt = Plans.Start.AddHours(-20), MissingDataCycles = 15 }, Cancel);
        harness.Clock.SetUtcNow(Plans.TimeOf(1).AddMinutes(4));
        Assert.Equal([TradeBlock.NotActivated, TradeBlock.DataStale], await BlocksAsync());
        Assert.Equal(Plans.Start.AddHours(4), (await people.MayTradeAsync(Tokens.Bonk, Cancel)).ReadyAt);

        await harness.CommitAsync(Plans.Cycle(2, tokens: [token with { MissingDataCycles = 0, ActivatedAt = Plans.TimeOf(2), LastScoredAt = Plans.TimeOf(2) }]), Cancel);
        var allowed = await people.MayTradeAsync(Tokens.Bonk, Cancel);
        Assert.True(allowed.IsAllowed);
        Assert.Equal((Plans.TimeOf(2), Plans.TimeOf(2)), (allowed.LastGoodCycle, allowed.ReadyAt));

        await harness.CommitAsync(Plans.Cycle(3, outcome: CycleOutcome.Failed), Cancel);
        harness.Clock.SetUtcNow(Plans.TimeOf(2).AddMinutes(4).AddMilliseconds(1));
        Assert.Equal([TradeBlock.NoRecentCycle], await BlocksAsync());

        await people.PauseAsync(Tokens.Bonk, Operators.Note(), Cancel);
        var paused = await people.MayTradeAsync(Tokens.Bonk, Cancel);
        Assert.Equal([TradeBlock.Paused, TradeBlock.NoRecentCycle], paused.Reasons.Select(static reason => reason.Block));
        Assert.EndsWith("by alice: rumours", paused.Reasons[0].Message, StringComparison.Ordinal);

        await people.RemoveAsync(Tokens.Bonk, Operators.Note(), cancellationToken: Cancel);
        var removed = await people.MayTradeAsync(Tokens.Bonk, Cancel);
        Assert.Equal([TradeBlock.Removed, TradeBlock.NoRecentCycle], removed.Reasons.Select(static reason => reason.Block));
        Assert.Equal((false, null), (removed.IsAllowed, removed.ReadyAt));
        Assert.Equal($"removed since {harness.Clock.GetUtcNow():O} by alice: rumours", removed.Reasons[0].Message);

        async Task<IEnumerable<TradeBlock>> BlocksAsync() => (await people.MayTradeAsync(Tokens.Bonk, Cancel)).Reasons.Select(static reason => reason.Block);
    }

    [Fact]
    public async Task Actions_and_cycles_at_once_leave_events_that_fold_to_the_table()
    {
        await using var harness = await StartAsync();
        string[] addresses = ["t0", "t1", "t2", "t3"];
        await harness.CommitAsync(
            Plans.Cycle(
                0,
                tokens: [.. addresses.Select(address => Tokens.New(address, address, 0))],
                events: [.. addresses.Select(address => Plans.Event(address, LifecycleEventType.Added, 0, to: TokenStatus.Active))]),
            Cancel);
        var acting = Task.WhenAll(Enumerable.Range(0, 3).Select(seed => Task.Run(() => ActAsync(seed), Cancel)));

        for (var cycle = 1; !acting.IsCompleted; cycle++)
        {
            var tokens = (await harness.Store.GetTokensAsync([TokenStatus.Active], Cancel)).Select(static token => token with { StatusCycles = token.StatusCycles + 1 }).ToList();
            var committed = await harness.Store.CommitCycleAsync(harness.Epoch, Plans.Cycle(cycle, tokens: tokens), Cancel);
            Assert.True(committed.Status is CommitStatus.Committed or CommitStatus.Conflict, committed.Status.ToString());
        }

        await acting;
        var folded = (await harness.History.GetEventsAsync(0, 10_000, Cancel)).GroupBy(static row => row.TokenAddress).ToDictionary(
            static rows => rows.Key,
            static rows => rows.Aggregate((TokenStatus?)null, static (status, row) =>
            {
                Assert.Equal(status, row.FromStatus);
                return row.ToStatus;
            }));
        Assert.Equal(
            (await harness.Store.GetTokensAsync([], Cancel)).Select(static token => (token.Address, token.Status)).Order(),
            folded.Select(static pair => (pair.Key, pair.Value!.Value)).Order());

        async Task ActAsync(int seed)
        {
            await using var host = await harness.OpenHostAsync(Cancel);
            var people = Operators.Of(host, harness);
            var random = new Random(seed);
            for (var step = 0; step < 25; step++)
            {
                var address = addresses[random.Next(addresses.Length)];
                _ = random.Next(4) switch
                {
                    0 => await people.PauseAsync(address, Operators.Note(), Cancel),
                    1 => await people.RemoveAsync(address, Operators.Note(), cancellationToken: Cancel),
                    2 => await people.ResumeAsync(address, Operators.Note(), Cancel),
                    _ => await people.PinAsync(address, Operators.Note(), Cancel),
                };
            }
        }
    }
}
