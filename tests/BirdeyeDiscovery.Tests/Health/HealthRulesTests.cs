using Microsoft.Extensions.Diagnostics.HealthChecks;

namespace BirdeyeDiscovery.Tests;

/// <summary>What makes an engine and its parts healthy, degraded and unhealthy, with the reasons.</summary>
public sealed class HealthRulesTests
{
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(16);
    private static readonly RunFacts Fine = new(HasEnded: true, TimeSpan.FromMinutes(1), IsRunning: false, Patience, Failure: null);

    [Fact]
    public void A_leader_and_a_follower_are_healthy()
    {
        Assert.Equal(HealthReason.Healthy("This host leads."), Engine(Fine));
        Assert.Equal(
            HealthReason.Healthy("This host follows another one."),
            HealthRules.OfEngine(Fine, Patience, leads: false, null, null));
    }

    [Fact]
    public void The_patience_is_the_longest_cycle_and_three_intervals() =>
        Assert.Equal(TimeSpan.FromMinutes(10 + (3 * 2)), RunMonitor.PatienceOf(new BirdeyeDiscoveryOptions()));

    [Fact]
    public void A_run_that_hangs_or_never_comes_is_unhealthy_because_only_a_restart_heals_it()
    {
        var late = Patience + TimeSpan.FromSeconds(1);

        Assert.Equal(HealthReason.Unhealthy("A run has lasted for 961 s."), Engine(Fine with { IsRunning = true, Silence = late }));
        Assert.Equal(HealthReason.Unhealthy("No run was started for 961 s."), Engine(Fine with { Silence = late }));
        Assert.Equal(
            HealthReason.Unhealthy("No run was started for 961 s."),
            Engine(Fine with { HasEnded = false, Patience = null, Silence = late }));
        Assert.Equal(HealthStatus.Healthy, Engine(Fine with { Silence = Patience }).Status);
    }

    [Fact]
    public void A_clock_a_failed_run_a_failed_cycle_and_a_start_degrade()
    {
        var failed = Snapshots.Of(CycleOutcome.Failed) with { Error = "Trending: 2 failed (Server)" };

        Assert.Equal(
            HealthReason.Degraded("This host does not lead: the clock is off."),
            HealthRules.OfEngine(Fine, Patience, false, "the clock is off", null));
        Assert.Equal(HealthReason.Degraded("The last run failed: the store failed."), Engine(Fine with { Failure = "the store failed" }));
        Assert.Equal(HealthReason.Degraded("The first run has not ended yet."), Engine(Fine with { HasEnded = false, IsRunning = true }));
        Assert.Equal(
            HealthReason.Degraded("The last cycle failed: Trending: 2 failed (Server)."),
            HealthRules.OfEngine(Fine, Patience, true, null, failed));
        Assert.Equal(HealthStatus.Healthy, HealthRules.OfEngine(Fine, Patience, true, null, Snapshots.Of(CycleOutcome.Degraded)).Status);
    }

    [Fact]
    public void A_budget_degrades_when_candidates_are_left_out_and_is_unhealthy_when_used_up()
    {
        var stretch = new BudgetStretch { Level = 11, IntervalFactor = 15, TrendingLimit = 50, Audits = false, ReadsLongCandles = false };
        var budget = new BudgetForecast
        {
            UnitsPerMonth = 1_000,
            Spent = 900,
            ExpectedAtReset = 990,
            ResetsAt = new DateTimeOffset(2026, 6, 1, 0, 0, 0, TimeSpan.Zero),
            Stretch = stretch,
        };

        Assert.Null(HealthRules.OfBudget(null));
        Assert.Null(HealthRules.OfBudget(budget));
        Assert.Equal(
            HealthReason.Degraded(
                "The compute units of the month are short: no long candles, no audits, 15 intervals between cycles, 20 trending tokens."),
            HealthRules.OfBudget(budget with { Stretch = stretch with { TrendingLimit = 20, LeavesOutCandidates = true } }));
        Assert.Equal(
            HealthReason.Unhealthy("The compute units of the month are used up; no request is sent before 2026-06-01T00:00:00.0000000+00:00."),
            HealthRules.OfBudget(budget with { IsUsedUp = true }));
    }

    [Fact]
    public void An_outage_degrades_at_once_and_is_unhealthy_after_the_patience()
    {
        Assert.Equal(HealthReason.Degraded("The store failed."), HealthRules.OfOutage("The store failed", TimeSpan.Zero, Patience));
        Assert.Equal(HealthReason.Degraded("The store failed."), HealthRules.OfOutage("The store failed", Patience, Patience));
        Assert.Equal(
            HealthReason.Unhealthy("The store failed, for 961 s."),
            HealthRules.OfOutage("The store failed", Patience + TimeSpan.FromSeconds(1), Patience));
    }

    [Fact]
    public void A_live_view_is_degraded_when_it_is_stale_or_does_not_answer_and_never_unhealthy()
    {
        var asOf = new DateTimeOffset(2026, 5, 4, 0, 0, 0, TimeSpan.Zero);
        var view = new LiveView
        {
            CycleTimestamp = asOf,
            Outcome = CycleOutcome.Complete,
            CandidateCount = 0,
            FreshSeconds = 0,
            ActiveTokens = [],
            Scores = [],
        };

        Assert.Equal(HealthReason.Degraded("The live view does not answer."), Live(LiveAnswer<LiveView>.Unavailable()));
        Assert.Equal(
            HealthReason.Healthy("The live view is fresh."),
            Live(LiveAnswer<LiveView>.Of(view, asOf, isStale: false)));
        Assert.Equal(
            HealthReason.Degraded("The live view is stale: its cycle is that of 2026-05-04T00:00:00.0000000+00:00."),
            Live(LiveAnswer<LiveView>.Of(view, asOf, isStale: true)));

        static HealthReason Live(LiveAnswer<LiveView> answer) => HealthRules.OfLiveView(answer, TimeSpan.Zero, Patience);
    }

    [Fact]
    public void A_host_that_only_reads_is_degraded_without_a_view_and_one_with_an_engine_when_that_lasts()
    {
        var none = LiveAnswer<LiveView>.Missing(new DateTimeOffset(2026, 5, 4, 0, 0, 0, TimeSpan.Zero));

        Assert.Equal(
            HealthReason.Degraded(
                "There is no live view: no engine has published a cycle, Cache:KeyPrefix differs from the engine's, or the cache was emptied."),
            HealthRules.OfLiveView(none, TimeSpan.Zero, patience: null));
        Assert.Equal(HealthReason.Healthy("No cycle was published yet."), HealthRules.OfLiveView(none, Patience, Patience));
        Assert.Equal(
            HealthReason.Degraded("No cycle has been published for 961 s."),
            HealthRules.OfLiveView(none, Patience + TimeSpan.FromSeconds(1), Patience));
    }

    private static HealthReason Engine(RunFacts runs) =>
        HealthRules.OfEngine(runs, Patience, leads: true, clockFault: null, Snapshots.Of(CycleOutcome.Complete));

    private static class Snapshots
    {
        public static SnapshotRecord Of(CycleOutcome outcome) => new()
        {
            CycleTimestamp = DateTimeOffset.UnixEpoch,
            Outcome = outcome,
            Mode = DiscoveryMode.Manage,
            ScoreVersion = "1",
            OptionsHash = "1",
        };
    }
}
