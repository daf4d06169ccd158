using static BirdeyeDiscovery.Tests.Candidates;
using static BirdeyeDiscovery.Tests.PlannedCycles;

namespace BirdeyeDiscovery.Tests;

public sealed class EntryAndExitTests
{
    [Fact]
    public void The_best_seven_enter_and_the_eighth_waits()
    {
        var cycles = new PlannedCycles();
        var plan = cycles.Next(Ladder(9));

        Assert.Equal(["A1", "A2", "A3", "A4", "A5", "A6", "A7"], cycles.Active);
        Assert.Equal(ReasonCodes.RankOut, Code(plan, "A8"));
        Assert.Equal((ScoreAction.Skip, 8, 8), (Row(plan, "A8").Action, Row(plan, "A8").Rank!.Value, Row(plan, "A8").SlotRank!.Value));
        Assert.Equal(7, plan.Snapshot.TokensAdded);
        Assert.All(cycles.Events, static row => Assert.Equal((LifecycleEventType.Added, null, TokenStatus.Active), (row.EventType, row.FromStatus, row.ToStatus!.Value)));
    }

    [Theory]
    [InlineData(60, .80, ScoreAction.Add)]
    [InlineData(59.99, .80, ScoreAction.Skip)]
    public void Entry_needs_sixty_points(double score, double coverage, ScoreAction action) =>
        Assert.Equal(action, Row(new PlannedCycles().Next(Token("A", score, coverage)), "A").Action);

    [Fact]
    public void A_newcomer_with_too_little_coverage_is_rejected_with_both_figures()
    {
        var plan = new PlannedCycles().Next(Token("A", 90, .79), Token("B", 90));

        Assert.Equal(new RejectionRecord(Address("A"), "A", RejectionStage.Data, ReasonCodes.DataMissing, .79m, .80m) { LiquidityUsd = 100_000 }, Assert.Single(plan.Rejections));
    }

    [Fact]
    public void Scored_and_rejected_rows_keep_the_price_as_it_was_read()
    {
        var plan = new PlannedCycles().Next(
            Token("A", 90) with { PriceUsd = 1.2345678901234567e-9 }, Token("B", 90), Token("C", 90, .79) with { PriceUsd = 2.5 });

        Assert.Equal((1.2345678901234567e-9, null), (Row(plan, "A").PriceUsd, Row(plan, "B").PriceUsd));
        Assert.Equal(2.5, Assert.Single(plan.Rejections).PriceUsd);
    }

    [Fact]
    public void A_newcomer_with_a_failed_call_is_rejected_whatever_its_coverage() =>
        Assert.Equal(ReasonCodes.DataMissing, new PlannedCycles().Next(Token("A", 90).Failing(), Token("B", 90)).Rejections.Single().ReasonCode);

    [Fact]
    public void An_incumbent_stays_to_slot_rank_ten_and_is_paused_past_it_in_that_cycle()
    {
        var cycles = new PlannedCycles();
        cycles.Next(Token("Old", 70));
        var kept = cycles.Next([Token("Old", 70), .. Ladder(9)]);
        Assert.Equal((10, ScoreAction.Keep), (Row(kept, "Old").SlotRank!.Value, Row(kept, "Old").Action));

        var left = cycles.Next([Token("Old", 70), .. Ladder(10)]);
        Assert.Equal((11, ScoreAction.Remove, ReasonCodes.RankOut), (Row(left, "Old").SlotRank!.Value, Row(left, "Old").Action, Code(left, "Old")));
        Assert.Equal((TokenStatus.Paused, cycles.Now), (cycles["Old"].Status, cycles["Old"].DeactivatedAt!.Value));
        Assert.Equal(1, left.Snapshot.TokensRemoved);
        Assert.Equal(Row(left, "Old").ActionReason, Assert.Single(left.Events, static row => row.EventType == LifecycleEventType.Paused).Reason);
    }

    [Fact]
    public void Permanent_tokens_take_no_slot_and_no_slot_rank()
    {
        var cycles = new PlannedCycles();
        cycles.PutPermanent("SOL");
        cycles.PutPermanent("JUP");
        var plan = cycles.Next([Token("SOL", 99), Token("JUP", 98), .. Ladder(8)]);

        Assert.Equal((1, null), (Row(plan, "SOL").Rank!.Value, Row(plan, "SOL").SlotRank));
        Assert.Equal((9, 7, ScoreAction.Add), (Row(plan, "A7").Rank!.Value, Row(plan, "A7").SlotRank!.Value, Row(plan, "A7").Action));
        Assert.Equal(ScoreAction.Skip, Row(plan, "A8").Action);
    }

    [Fact]
    public void A_permanent_token_is_never_gated_paused_or_removed()
    {
        var cycles = new PlannedCycles(o => o.Discovery.RemoveAfter = TimeSpan.Zero);
        cycles.PutPermanent("SOL");
        cycles.Positions[Address("SOL")] = PositionState.Flat;
        var unsafeToken = Token("SOL", 1, liquidity: 1) with { Security = new SecurityFacts { MintAuthorityLive = true, Top10Share = .99 } };
        for (var cycle = 0; cycle < 20; cycle++)
        {
            var plan = cycles.Next([unsafeToken, .. Ladder(12)]);
            Assert.Equal((ScoreAction.Keep, ReasonCodes.Permanent), (Row(plan, "SOL").Action, Code(plan, "SOL")));
        }

        Assert.Equal((TokenStatus.Active, 0), (cycles["SOL"].Status, cycles["SOL"].LowScoreCycles));
    }

    [Fact]
    public void A_permanent_token_removed_by_hand_competes_for_a_slot_like_one_never_seen()
    {
        var cycles = new PlannedCycles();
        cycles.PutPermanent("SOL");
        cycles.Put(cycles["SOL"] with { Status = TokenStatus.Removed });
        var plan = cycles.Next([Token("SOL", 61), .. Ladder(8)]);

        Assert.Equal((9, ScoreAction.Skip), (Row(plan, "SOL").SlotRank!.Value, Row(plan, "SOL").Action));
    }

    [Fact]
    public void Incumbents_without_data_keep_their_slots_so_that_an_outage_makes_no_room()
    {
        var cycles = new PlannedCycles();
        cycles.Next(Ladder(7, prefix: "A"));
        cycles.Next([.. Ladder(7, prefix: "A").Select(static facts => facts.Failing()), .. Ladder(7, prefix: "B")]);
        Assert.Equal(10, cycles.Active.Count());

        var plan = cycles.Next([.. Ladder(7, prefix: "A").Select(static facts => facts.Failing()), .. Ladder(7, prefix: "B")]);
        Assert.Equal(ReasonCodes.NoSlot, Code(plan, "B4"));
        Assert.Equal(10, cycles.Active.Count());
    }

    [Fact]
    public void Ranks_follow_total_then_liquidity_then_address()
    {
        var plan = new PlannedCycles().Next(Token("d", 70), Token("b", 70.004, liquidity: 500_000), Token("c", 70, liquidity: 100_000.001), Token("a", 71));

        Assert.Equal(["a", "b", "c", "d"], plan.Scores.Select(static row => row.Symbol));
        Assert.Equal([1, 2, 3, 4], plan.Scores.Select(static row => row.Rank!.Value));
    }
}
