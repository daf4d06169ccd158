using static BirdeyeDiscovery.Tests.Candidates;
using static BirdeyeDiscovery.Tests.PlannedCycles;

namespace BirdeyeDiscovery.Tests;

public sealed class LowScoreAndMissingDataTests
{
    [Fact]
    public void Below_sixty_pauses_after_exactly_three_good_cycles()
    {
        var cycles = Tracking("A");
        cycles.Next(Token("A", 59.99));
        cycles.Next(Token("A", 59.99));
        Assert.Equal((TokenStatus.Active, 2), (cycles["A"].Status, cycles["A"].LowScoreCycles));

        Assert.Equal(ReasonCodes.ScoreLow, Code(cycles.Next(Token("A", 59.99)), "A"));
        Assert.Equal(TokenStatus.Paused, cycles["A"].Status);
    }

    [Fact]
    public void One_good_score_starts_the_count_anew()
    {
        var cycles = Tracking("A");
        cycles.Next(Token("A", 10));
        cycles.Next(Token("A", 10));
        cycles.Next(Token("A", 60));
        Assert.Equal(0, cycles["A"].LowScoreCycles);
        cycles.Next(Token("A", 10));
        cycles.Next(Token("A", 10));

        Assert.Equal(TokenStatus.Active, cycles["A"].Status);
    }

    [Fact]
    public void Failed_cycles_and_cycles_without_data_leave_the_count_alone()
    {
        var cycles = Tracking("A");
        cycles.Next(Token("A", 10));
        cycles.Next(Token("A", 10));
        var before = cycles["A"];

        Assert.Equal(CycleOutcome.Failed, cycles.Next([], ["Trending: 1 failed (Server)"], listRead: false).Snapshot.Outcome);
        Assert.Equal(before, cycles["A"]);
        CandidateFacts[] blinds =
        [
            Token("A", 0).Failing(), Token("A", 0, .79), Token("A", 0) with { Security = null },
            Token("A", 0) with { LiquidityUsd = null }, Token("A", 0) with { Volume24hUsd = null },
        ];
        foreach (var blind in blinds)
        {
            var plan = cycles.Next([blind, Token("B", 1)], ["Overview: 1 failed (Server)"]);
            Assert.Equal((ScoreAction.Skip, null, null, ReasonCodes.DataMissing), (Row(plan, "A").Action, Row(plan, "A").Rank, Row(plan, "A").SlotRank, Code(plan, "A")));
            Assert.Equal((TokenStatus.Active, 2), (cycles["A"].Status, cycles["A"].LowScoreCycles));
        }

        Assert.Equal(5, cycles["A"].MissingDataCycles);
        cycles.Next(Token("A", 10));
        Assert.Equal((TokenStatus.Paused, 0), (cycles["A"].Status, cycles["A"].MissingDataCycles));
    }

    [Fact]
    public void Fifteen_cycles_without_data_flag_a_token_and_do_not_pause_it()
    {
        var cycles = Tracking("A");
        for (var cycle = 1; cycle <= 20; cycle++)
        {
            var plan = cycles.Next(Token("A", 0).Failing(), Token("B", 1));
            Assert.Equal(cycle >= 15 ? ReasonCodes.DataStale : ReasonCodes.DataMissing, Code(plan, "A"));
        }

        Assert.Equal((TokenStatus.Active, 20), (cycles["A"].Status, cycles["A"].MissingDataCycles));
        cycles.Next(Token("A", 80));
        Assert.Equal(0, cycles["A"].MissingDataCycles);
    }

    [Fact]
    public void A_gate_on_a_known_value_pauses_an_incumbent_with_its_code()
    {
        var cycles = Tracking("A");
        var plan = cycles.Next(Token("A", 90, liquidity: 9_999), Token("B", 90));

        Assert.Equal(
            (RejectionStage.Trending, ReasonCodes.LiquidityLow, 9_999m, 10_000m),
            (plan.Rejections[0].Stage, plan.Rejections[0].ReasonCode, plan.Rejections[0].Value!.Value, plan.Rejections[0].Threshold!.Value));
        Assert.Equal((TokenStatus.Paused, ReasonCodes.LiquidityLow), (cycles["A"].Status, cycles["A"].StatusReason));
        Assert.Equal(ReasonCodes.LiquidityLow, Assert.Single(plan.Events, static row => row.EventType == LifecycleEventType.Paused).Reason);
        Assert.Equal((1, 1, 1), (plan.Snapshot.TokensRemoved, plan.Snapshot.RejectedCount, plan.Snapshot.CandidatesCount));
        Assert.DoesNotContain(plan.Scores, static row => row.Symbol == "A");
    }

    [Fact]
    public void Unknown_security_keeps_a_newcomer_out_and_an_incumbent_in()
    {
        var cycles = Tracking("A");
        var plan = cycles.Next(Token("A", 90) with { Security = null }, Token("B", 90) with { Security = null }, Token("C", 90));

        Assert.Equal((Address("B"), ReasonCodes.SecurityUnknown), (plan.Rejections.Single().TokenAddress, plan.Rejections.Single().ReasonCode));
        Assert.Equal((TokenStatus.Active, ReasonCodes.DataMissing), (cycles["A"].Status, Code(plan, "A")));
        Assert.Equal(1, plan.Snapshot.CandidatesCount);
    }

    [Fact]
    public void A_paused_token_does_not_return_on_an_unreadable_fee()
    {
        var cycles = Tracking("A");
        cycles.Next(Token("A", 90, liquidity: 1), Token("B", 90));
        var fee = Token("A", 90) with { Security = new SecurityFacts { FeeUnreadable = true } };

        Assert.Equal(ReasonCodes.FeeHigh, Code(cycles.Next(fee), "A"));
        Assert.Equal(TokenStatus.Paused, cycles["A"].Status);
    }

    [Fact]
    public void A_paused_token_does_not_return_on_many_buys_without_a_known_number_of_sells()
    {
        var cycles = Tracking("A");
        cycles.Next(Token("A", 90, liquidity: 1), Token("B", 90));
        var unsold = Token("A", 90) with { Buys1h = 50, Sells1h = null };

        for (var cycle = 0; cycle < 20; cycle++)
        {
            Assert.Equal(ReasonCodes.NoSells, Code(cycles.Next(unsold), "A"));
        }

        Assert.Equal(TokenStatus.Paused, cycles["A"].Status);
    }

    private static PlannedCycles Tracking(string name)
    {
        var cycles = new PlannedCycles();
        cycles.Next(Token(name, 90));
        Assert.Equal(TokenStatus.Active, cycles[name].Status);
        return cycles;
    }
}
