using static BirdeyeDiscovery.Tests.Candidates;
using static BirdeyeDiscovery.Tests.PlannedCycles;

namespace BirdeyeDiscovery.Tests;

public sealed class OutcomeTests
{
    [Fact]
    public void A_cycle_without_a_list_fails_says_why_and_changes_nothing()
    {
        var plan = Tracking().Next([Token("A", 10)], [], listRead: false);

        Assert.Equal((CycleOutcome.Failed, "no trending row was read"), (plan.Snapshot.Outcome, plan.Snapshot.Error));
        Assert.Equal((0, 0, 0, 0), (plan.Scores.Count, plan.Rejections.Count, plan.Tokens.Count, plan.Events.Count));
        Assert.Equal((0, 0, 0, 0, 0), (plan.Snapshot.CandidatesCount, plan.Snapshot.TokensAdded, plan.Snapshot.TokensRemoved, plan.Snapshot.ScoredCount, plan.Snapshot.RejectedCount));
    }

    [Fact]
    public void A_cycle_in_which_no_token_could_be_scored_fails()
    {
        var cycles = Tracking();
        var plan = cycles.Next([Token("A", 90).Failing(), Token("B", 90).Failing(), Token("C", 90, liquidity: 1)], ["Overview: 2 failed (Server)"]);

        Assert.Equal((CycleOutcome.Failed, "nothing could be scored; Overview: 2 failed (Server)"), (plan.Snapshot.Outcome, plan.Snapshot.Error));
        Assert.Equal(0, cycles["A"].MissingDataCycles);
        Assert.Empty(plan.Rejections);
    }

    [Fact]
    public void One_fault_makes_a_cycle_degraded_and_still_good()
    {
        var plan = new PlannedCycles().Next([Token("A", 90)], ["Security: refused by the plan"]);

        Assert.Equal((CycleOutcome.Degraded, "Security: refused by the plan", 1), (plan.Snapshot.Outcome, plan.Snapshot.Error, plan.Snapshot.TokensAdded));
    }

    [Fact]
    public void A_plan_that_refuses_security_leaves_reasons_and_pauses_nobody()
    {
        var cycles = Tracking();
        var plan = cycles.Next([Token("A", 90) with { Security = null }, Token("B", 90) with { Security = null }], ["Security: refused by the plan"]);

        Assert.Equal(CycleOutcome.Degraded, plan.Snapshot.Outcome);
        Assert.Equal(ReasonCodes.SecurityUnknown, Assert.Single(plan.Rejections).ReasonCode);
        Assert.Equal(TokenStatus.Active, cycles.StatusOf("A"));
    }

    [Theory]
    [InlineData(DiscoveryMode.Record)]
    [InlineData(DiscoveryMode.ReadOnly)]
    public void Modes_that_manage_nothing_say_what_they_would_do(DiscoveryMode mode)
    {
        var cycles = new PlannedCycles(o => o.Discovery.Mode = mode);
        var plan = cycles.Next(Ladder(8));

        Assert.Equal((7, 7), (plan.Snapshot.TokensAdded, plan.Scores.Count(static row => row.Action == ScoreAction.Add)));
        Assert.Empty(plan.Tokens);
        Assert.Empty(plan.Events);
        Assert.Equal(mode, plan.Snapshot.Mode);
    }

    [Fact]
    public void A_score_row_holds_the_figures_it_was_made_from()
    {
        var row = Row(new PlannedCycles().Next(Token("A", 90) with { BuyVolume24hUsd = 3, SellVolume24hUsd = 1, Change5mPercent = 1.23456, Change24hPercent = -3 }), "A");

        Assert.Equal(
            (.5m, 1.2346m, null, -3m, 100_000m, 1_000_000m, 1m),
            (row.BuySellImbalance, row.PriceChange5m, row.PriceChange1h, row.PriceChange24h, row.LiquidityUsd, row.Volume24hUsd, row.Coverage));
    }

    [Fact]
    public void Imbalance_without_trades_is_unknown_and_not_zero() =>
        Assert.Null(Row(new PlannedCycles().Next(Token("A", 90) with { BuyVolume24hUsd = 0, SellVolume24hUsd = 0 }), "A").BuySellImbalance);

    [Fact]
    public void Five_thousand_candidates_are_planned_each_once()
    {
        var plan = new PlannedCycles(scorer: new TokenScorer(new ScoringOptions())).Next([.. Enumerable.Range(0, 5000).Select(number => Token($"T{number}", number))]);

        Assert.Equal(5000, plan.Scores.Count + plan.Rejections.Count);
    }

    private static PlannedCycles Tracking()
    {
        var cycles = new PlannedCycles();
        cycles.Next(Token("A", 90));
        return cycles;
    }
}
