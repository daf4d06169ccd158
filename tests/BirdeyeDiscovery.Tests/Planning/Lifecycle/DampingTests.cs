using static BirdeyeDiscovery.Tests.Candidates;
using static BirdeyeDiscovery.Tests.PlannedCycles;

namespace BirdeyeDiscovery.Tests;

public sealed class DampingTests
{
    [Theory]
    [InlineData(0, 60, ScoreAction.Add)]
    [InlineData(5, 64.99, ScoreAction.Skip)]
    [InlineData(5, 65, ScoreAction.Add)]
    public void The_entry_margin_raises_the_line_of_entries(int margin, double score, ScoreAction action) =>
        Assert.Equal(action, Row(new PlannedCycles(o => o.Discovery.Damping.EntryMargin = margin).Next(Token("A", score)), "A").Action);

    [Theory]
    [InlineData(0, 1)]
    [InlineData(1, 1)]
    [InlineData(3, 3)]
    public void Confirmation_lets_a_token_in_after_so_many_good_cycles_in_a_row(int confirmations, int entersAt)
    {
        var cycles = new PlannedCycles(o => o.Discovery.Damping.ConfirmationCycles = confirmations);
        for (var cycle = 1; cycle < entersAt; cycle++)
        {
            Assert.Equal(ReasonCodes.WarmUp, Code(cycles.Next(Token("A", 90)), "A"));
        }

        Assert.Equal(ScoreAction.Add, Row(cycles.Next(Token("A", 90)), "A").Action);
    }

    [Fact]
    public void A_cycle_below_the_line_breaks_the_streak_and_a_failed_one_does_not()
    {
        var cycles = new PlannedCycles(o => o.Discovery.Damping.ConfirmationCycles = 2);
        cycles.Next(Token("A", 90));
        cycles.Next(Token("A", 50));
        Assert.Equal(ReasonCodes.WarmUp, Code(cycles.Next(Token("A", 90)), "A"));
        cycles.Next([], ["Trending: 1 failed (Server)"], listRead: false);

        Assert.Equal(ScoreAction.Add, Row(cycles.Next(Token("A", 90)), "A").Action);
    }

    [Theory]
    [InlineData(0, 84, ScoreAction.Add)]
    [InlineData(2, 84.99, ScoreAction.Skip)]
    [InlineData(2, 85, ScoreAction.Add)]
    public void The_incumbent_margin_asks_a_newcomer_to_lead_the_worst_incumbent(int margin, double score, ScoreAction action)
    {
        var cycles = new PlannedCycles(o => o.Discovery.Damping.IncumbentMargin = margin);
        cycles.Next(Ladder(7));
        var plan = cycles.Next([.. Ladder(7), Token("New", score)]);

        Assert.Equal(action, Row(plan, "New").Action);
        Assert.Equal(action == ScoreAction.Add ? ReasonCodes.RankIn : ReasonCodes.IncumbentKept, Code(plan, "New"));
    }

    [Fact]
    public void The_incumbent_margin_guards_no_free_slot()
    {
        var cycles = new PlannedCycles(o => o.Discovery.Damping.IncumbentMargin = 50);
        cycles.Next(Ladder(6));

        Assert.Equal(ScoreAction.Add, Row(cycles.Next([.. Ladder(6), Token("New", 60)]), "New").Action);
    }

    [Theory]
    [InlineData(0, 1)]
    [InlineData(3, 4)]
    public void Dwell_keeps_an_entry_for_so_many_good_cycles(int dwell, int leavesAt)
    {
        var cycles = new PlannedCycles(o => o.Discovery.Damping.MinDwellCycles = dwell);
        cycles.Next(Token("Old", 61));
        for (var cycle = 1; cycle < leavesAt; cycle++)
        {
            var plan = cycles.Next([Token("Old", 61), .. Ladder(10)]);
            Assert.Equal((ScoreAction.Keep, ReasonCodes.Dwell), (Row(plan, "Old").Action, Code(plan, "Old")));
        }

        Assert.Equal(ScoreAction.Remove, Row(cycles.Next([Token("Old", 61), .. Ladder(10)]), "Old").Action);
    }

    [Fact]
    public void Dwell_protects_neither_from_gates_nor_while_liquidity_drains()
    {
        var gated = new PlannedCycles(o => o.Discovery.Damping.MinDwellCycles = 100);
        gated.Next(Token("A", 90));
        gated.Next(Token("A", 90, liquidity: 1), Token("B", 90));
        Assert.Equal(TokenStatus.Paused, gated.StatusOf("A"));

        var draining = new PlannedCycles(o => o.Discovery.Damping.MinDwellCycles = 100);
        draining.Next(Token("Old", 61));
        draining.PutPeak("Old", 200_001);
        Assert.Equal(ScoreAction.Remove, Row(draining.Next([Token("Old", 61), .. Ladder(10)]), "Old").Action);
    }

    [Theory]
    [InlineData(0, 1)]
    [InlineData(2, 3)]
    public void Cool_down_keeps_a_paused_token_out_for_so_many_good_cycles(int coolDown, int returnsAt)
    {
        var cycles = new PlannedCycles(o => o.Discovery.Damping.CoolDownCycles = coolDown);
        cycles.Next(Token("A", 90));
        cycles.Next(Token("A", 90, liquidity: 1), Token("B", 90));
        for (var cycle = 1; cycle < returnsAt; cycle++)
        {
            Assert.Equal(ReasonCodes.CoolDown, Code(cycles.Next(Token("A", 90)), "A"));
        }

        Assert.Equal(ScoreAction.Add, Row(cycles.Next(Token("A", 90)), "A").Action);
    }
}
