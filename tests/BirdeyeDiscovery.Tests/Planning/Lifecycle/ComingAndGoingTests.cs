using static BirdeyeDiscovery.Tests.Candidates;
using static BirdeyeDiscovery.Tests.PlannedCycles;

namespace BirdeyeDiscovery.Tests;

public sealed class ComingAndGoingTests
{
    private static readonly CandidateFacts Poor = Token("A", 90, liquidity: 1);

    [Fact]
    public void A_paused_token_resumes_with_everything_it_had()
    {
        var cycles = Paused(out var added);
        cycles.Put(cycles["A"] with { TradesCount = 5, WinCount = 3, TotalPnlUsd = 12.5m, StrategyConfig = "{}" });
        var plan = cycles.Next(Token("A", 70));

        var token = cycles["A"];
        Assert.Equal((LifecycleEventType.Resumed, TokenStatus.Paused, TokenStatus.Active), (plan.Events[0].EventType, plan.Events[0].FromStatus!.Value, plan.Events[0].ToStatus!.Value));
        Assert.Equal(
            added with
            {
                TradesCount = 5,
                WinCount = 3,
                TotalPnlUsd = 12.5m,
                StrategyConfig = "{}",
                StatusReason = token.StatusReason,
                LastScoredAt = cycles.Now,
                UpdatedAt = cycles.Now,
                Revision = 3,
            },
            token);
    }

    [Theory]
    [InlineData(null)]
    [InlineData("alice")]
    public void A_paused_token_that_is_scored_shows_when_and_with_which_figures_and_one_without_good_data_does_not(string? heldBy)
    {
        var cycles = Paused(out _);
        cycles.Put(cycles["A"] with { HeldBy = heldBy, HoldReason = heldBy });
        var before = cycles["A"];

        cycles.Next(Token("A", 10) with { FdvUsd = 7e6, LiquidityUsd = 77_000 }, Token("B", 90));
        var (scored, at) = (cycles["A"], cycles.Now);
        cycles.Next(Token("A", 10, liquidity: 1).Failing(), Token("B", 90));

        Assert.Equal((TokenStatus.Paused, at, 7_000_000m, 77_000m), (scored.Status, scored.LastScoredAt, scored.FdvUsd, scored.LiquidityUsd));
        Assert.Equal((before.StatusReason, before.DeactivatedAt, before.DiscoveryScore), (scored.StatusReason, scored.DeactivatedAt, scored.DiscoveryScore));
        Assert.Equal((scored.LastScoredAt, scored.LiquidityUsd), (cycles["A"].LastScoredAt, cycles["A"].LiquidityUsd));
    }

    [Theory]
    [InlineData(PositionState.Flat, TokenStatus.Removed)]
    [InlineData(PositionState.Open, TokenStatus.Paused)]
    [InlineData(PositionState.Unknown, TokenStatus.Paused)]
    public void Only_a_flat_token_paused_for_a_day_is_removed(PositionState position, TokenStatus expected)
    {
        var cycles = Paused(out _);
        cycles.Positions[Address("A")] = position;
        cycles.Now += TimeSpan.FromDays(1) - TimeSpan.FromMinutes(4);
        cycles.Next(Token("B", 90));
        Assert.Equal(TokenStatus.Paused, cycles.StatusOf("A"));

        cycles.Next(Token("B", 90));
        Assert.Equal(expected, cycles.StatusOf("A"));
    }

    [Fact]
    public void A_token_whose_position_nobody_knows_of_is_not_removed()
    {
        var cycles = Paused(out _);
        cycles.Now += TimeSpan.FromDays(3);
        cycles.Next(Token("B", 90));

        Assert.Equal(TokenStatus.Paused, cycles.StatusOf("A"));
    }

    [Fact]
    public void A_removed_token_returns_with_its_row_and_trades_and_starts_all_else_anew()
    {
        var cycles = Removed();
        var old = cycles["A"];
        cycles.Put(old with { TradesCount = 5, WinCount = 3, TotalPnlUsd = -1.5m, StrategyConfig = "{}", ActivatedAt = Start, FirstCandleAt = Start, LowScoreCycles = 2, MissingDataCycles = 3 });
        var plan = cycles.Next(Token("A", 88) with { FdvUsd = 6e7, LiquidityUsd = 300_000 });

        var token = cycles["A"];
        Assert.Equal((LifecycleEventType.Added, TokenStatus.Removed, TokenStatus.Active), (plan.Events[0].EventType, plan.Events[0].FromStatus!.Value, plan.Events[0].ToStatus!.Value));
        Assert.Equal(
            (old.Id, old.Revision + 1, 5, 3, -1.5m, "{}", old.CreatedAt),
            (token.Id, token.Revision, token.TradesCount, token.WinCount, token.TotalPnlUsd, token.StrategyConfig, token.CreatedAt));
        Assert.Equal(
            (cycles.Now, 88m, 1, TokenCategory.Midcap, 6e7m, 300_000m),
            (token.DiscoveredAt, token.DiscoveryScore!.Value, token.DiscoveryRank!.Value, token.Category,
                token.FdvUsd!.Value, token.LiquidityUsd!.Value));
        Assert.Equal((null, null, null, 0, 0, 0), (token.ActivatedAt, token.FirstCandleAt, token.DeactivatedAt, token.LowScoreCycles, token.MissingDataCycles, token.StatusCycles));
    }

    [Fact]
    public void A_removed_token_is_judged_like_one_never_seen()
    {
        var plan = Removed().Next(Token("A", 90) with { Security = null }, Token("B", 90));

        Assert.Equal(ReasonCodes.SecurityUnknown, plan.Rejections.Single().ReasonCode);
    }

    [Fact]
    public void Full_history_activates_in_the_cycle_of_the_entry()
    {
        var cycles = new PlannedCycles();
        cycles.FirstCandles[Address("A")] = Start.AddDays(-2);
        var plan = cycles.Next(Token("A", 90));

        Assert.Equal(cycles.Now, cycles["A"].ActivatedAt);
        Assert.Equal([LifecycleEventType.Added, LifecycleEventType.Activated], plan.Events.Select(static row => row.EventType));
        Assert.Equal((null, null), (plan.Events[1].FromStatus, plan.Events[1].ToStatus));
    }

    [Fact]
    public void A_young_token_activates_a_day_after_its_first_bucket_however_many_are_quiet()
    {
        var cycles = new PlannedCycles();
        var first = Start.AddHours(-23);
        cycles.FirstCandles[Address("A")] = first;
        cycles.Next(Token("A", 90));
        cycles.FirstCandles[Address("A")] = Start.AddMinutes(-10);
        while (cycles.Now < first.AddDays(1) - cycles.Options.Discovery.Interval)
        {
            cycles.Next(Token("A", 90));
            Assert.Null(cycles["A"].ActivatedAt);
        }

        cycles.Next(Token("A", 90));
        Assert.Equal(first.AddDays(1), cycles["A"].ActivatedAt);
        cycles.Next(Token("A", 90));
        Assert.Single(cycles.Events, static row => row.EventType == LifecycleEventType.Activated);
    }

    [Fact]
    public void Without_history_a_token_activates_a_day_after_its_entry_also_when_cycles_were_missed()
    {
        var cycles = new PlannedCycles();
        cycles.Next(Token("A", 90));
        var entry = cycles.Now;
        cycles.Now = entry.AddHours(30);
        cycles.Next(Token("A", 0).Failing(), Token("B", 90));

        Assert.Equal(entry.AddDays(1), cycles["A"].ActivatedAt);
    }

    [Fact]
    public void A_history_that_begins_after_the_entry_counts_from_its_first_bucket()
    {
        var cycles = new PlannedCycles();
        cycles.Next(Token("A", 90));
        var entry = cycles.Now;
        cycles.FirstCandles[Address("A")] = entry.AddMinutes(10);
        cycles.Next(Token("A", 90));
        cycles.Now = entry.AddDays(1);
        cycles.Next(Token("A", 90));
        Assert.Null(cycles["A"].ActivatedAt);
        cycles.Now = entry.AddDays(1).AddMinutes(8);
        cycles.Next(Token("A", 90));

        Assert.Equal(entry.AddDays(1).AddMinutes(10), cycles["A"].ActivatedAt);
    }

    // The first seconds after the start that no honest host writes are those after half an interval, the timeout and the allowed skew.
    [Theory]
    [InlineData(2, 10, 10)]
    [InlineData(2, -10, 0)]
    [InlineData(2, 720, 720)]
    [InlineData(2, 721, 0)]
    [InlineData(360, 11_460, 11_460)]
    [InlineData(360, 11_461, 0)]
    public void An_event_is_no_earlier_than_the_change_that_a_person_made_while_the_cycle_ran(int minutes, int secondsAfterStart, int expected)
    {
        void Configure(BirdeyeDiscoveryOptions options) => options.Discovery.Interval = TimeSpan.FromMinutes(minutes);

        var active = new PlannedCycles(Configure);
        active.Next(Token("A", 90));
        var due = Paused(out _, Configure);
        due.Positions[Address("A")] = PositionState.Flat;
        due.Now += TimeSpan.FromDays(1);

        Check(active, LifecycleEventType.Paused, Poor, Token("B", 90));
        Check(Paused(out _, Configure), LifecycleEventType.Resumed, Token("A", 70));
        Check(due, LifecycleEventType.Removed, Token("B", 90));
        Check(Removed(Configure), LifecycleEventType.Added, Token("A", 88));

        void Check(PlannedCycles cycles, LifecycleEventType type, params IReadOnlyList<CandidateFacts> facts)
        {
            var change = cycles.Now + cycles.Options.Discovery.Interval + TimeSpan.FromSeconds(secondsAfterStart);
            cycles.Put(cycles["A"] with { UpdatedAt = change });

            var row = cycles.Next(facts).Events.First(static row => row.TokenAddress == Address("A"));

            Assert.Equal((type, cycles.Now.AddSeconds(expected)), (row.EventType, row.CreatedAt));
        }
    }

    [Fact]
    public void The_time_of_an_event_has_whole_milliseconds_as_stores_keep_it()
    {
        var cycles = Paused(out _);
        var change = cycles.Now + cycles.Options.Discovery.Interval + TimeSpan.FromSeconds(10);
        cycles.Put(cycles["A"] with { UpdatedAt = change.AddMicroseconds(999) });

        var row = Assert.Single(cycles.Next(Token("A", 70)).Events);

        Assert.Equal((change, change), (row.CreatedAt, cycles["A"].UpdatedAt));
    }

    [Theory]
    [InlineData(-1, false)]
    [InlineData(0, true)]
    [InlineData(299, true)]
    [InlineData(300, true)]
    public void A_clock_that_is_ahead_activates_no_token_before_its_history_is_long_enough(int secondsUntilReady, bool isAhead)
    {
        var cycles = new PlannedCycles();
        cycles.Next(Token("A", 90));
        var start = cycles.Now + cycles.Options.Discovery.Interval;
        cycles.Put(cycles["A"] with { UpdatedAt = isAhead ? start.AddMinutes(5) : start });
        cycles.FirstCandles[Address("A")] = start.AddSeconds(secondsUntilReady).AddDays(-1);
        cycles.Put(cycles["A"] with { DiscoveredAt = start.AddDays(-1) });

        cycles.Next(Token("A", 90));

        Assert.Equal(secondsUntilReady <= 0, cycles["A"].ActivatedAt is not null);
    }

    [Fact]
    public void A_token_that_a_person_entered_while_the_cycle_ran_keeps_its_time_and_is_activated_by_the_next_cycle()
    {
        var cycles = new PlannedCycles();
        cycles.PutPermanent("A");
        var entry = cycles.Now + cycles.Options.Discovery.Interval + TimeSpan.FromSeconds(10);
        cycles.Put(cycles["A"] with { DiscoveredAt = entry, CreatedAt = entry, UpdatedAt = entry });
        cycles.FirstCandles[Address("A")] = cycles.Now.AddDays(-2);

        cycles.Next(Token("A", 70));
        Assert.Equal((entry, null), (cycles["A"].DiscoveredAt, cycles["A"].ActivatedAt));

        cycles.Next(Token("A", 70));
        Assert.Equal((entry, entry), (cycles["A"].DiscoveredAt, cycles["A"].ActivatedAt));
    }

    private static PlannedCycles Paused(out TrackedToken added, Action<BirdeyeDiscoveryOptions>? configure = null)
    {
        var cycles = new PlannedCycles(configure);
        cycles.Next(Token("A", 90));
        added = cycles["A"];
        cycles.Next(Poor, Token("B", 90));
        Assert.Equal(TokenStatus.Paused, cycles.StatusOf("A"));
        return cycles;
    }

    private static PlannedCycles Removed(Action<BirdeyeDiscoveryOptions>? configure = null)
    {
        var cycles = Paused(out _, configure);
        cycles.Positions[Address("A")] = PositionState.Flat;
        cycles.Now += TimeSpan.FromDays(1);
        cycles.Next(Token("B", 90));
        Assert.Equal(TokenStatus.Removed, cycles.StatusOf("A"));
        return cycles;
    }

    [Theory]
    [InlineData(1)]
    [InlineData(430)]
    public void A_token_that_a_host_of_the_future_discovered_is_activated_when_its_history_is_long_enough(int days)
    {
        var cycles = new PlannedCycles();
        cycles.PutPermanent("A");
        cycles.Put(cycles["A"] with { DiscoveredAt = cycles.Now.AddDays(days) });
        cycles.FirstCandles[Address("A")] = cycles.Now.AddDays(-2);

        cycles.Next(Token("A", 70));

        Assert.Equal((cycles.Now, cycles.Now), (cycles["A"].DiscoveredAt, cycles["A"].ActivatedAt));
    }
}
