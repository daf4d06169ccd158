namespace BirdeyeDiscovery.Tests;

/// <summary>A host's own scorer that breaks its promises for one token costs that token its rank, and no other anything.</summary>
public sealed class HostScorerTests
{
    [Theory]
    [InlineData(double.NaN)]
    [InlineData(double.PositiveInfinity)]
    [InlineData(-1)]
    [InlineData(100.01)]
    public void A_score_out_of_range_rejects_its_token_alone(double total)
    {
        var plan = new PlannedCycles().Next(Candidates.Token("GOOD", 80), Candidates.Token("BAD", total));

        Assert.Equal(Candidates.Address("GOOD"), Assert.Single(plan.Scores).TokenAddress);
        Assert.Equal((Candidates.Address("BAD"), ReasonCodes.DataMissing), Only(plan));
        Assert.Null(plan.Rejections[0].Value);
        Assert.Equal((CycleOutcome.Degraded, "Scorer: failed on 1 tokens"), (plan.Snapshot.Outcome, plan.Snapshot.Error));
    }

    [Fact]
    public void A_scorer_that_fails_on_every_token_fails_the_cycle_and_changes_nothing()
    {
        var cycles = new PlannedCycles();
        cycles.Next(Candidates.Token("A", 80));
        var plan = cycles.Next(Candidates.Token("A", double.NaN), Candidates.Token("B", double.NaN));

        Assert.Equal(CycleOutcome.Failed, plan.Snapshot.Outcome);
        Assert.Contains("Scorer: failed on 2 tokens", plan.Snapshot.Error, StringComparison.Ordinal);
        Assert.Empty(plan.Tokens);
    }

    [Fact]
    public void A_scorer_that_throws_rejects_its_token_alone()
    {
        var plan = new PlannedCycles(scorer: new ThrowingScorer()).Next(Candidates.Token("GOOD", 80), Candidates.Token("BAD", 13));

        Assert.Equal(1, Assert.Single(plan.Scores).Rank);
        Assert.Equal((Candidates.Address("BAD"), ReasonCodes.DataMissing), Only(plan));
    }

    [Fact]
    public void An_incumbent_without_a_usable_score_stays_as_one_without_data()
    {
        var cycles = new PlannedCycles();
        cycles.Next(Candidates.Token("A", 80));
        var plan = cycles.Next(Candidates.Token("A", double.NaN), Candidates.Token("B", 80));

        Assert.Equal(TokenStatus.Active, cycles.StatusOf("A"));
        Assert.Equal((null, ReasonCodes.DataMissing), (PlannedCycles.Row(plan, "A").Rank, PlannedCycles.Code(plan, "A")));
    }

    private static (string Address, string Code) Only(CyclePlan plan)
    {
        var rejection = Assert.Single(plan.Rejections);
        return (rejection.TokenAddress, rejection.ReasonCode);
    }

    private sealed class ThrowingScorer : ITokenScorer
    {
        private readonly StatedScorer _stated = new();

        public string Version => "throws";

        public string OptionsHash => "none";

        public TokenScore Score(in ScoreInputs inputs) => inputs.UniqueWallets24h == 13 ? throw new InvalidOperationException() : _stated.Score(inputs);
    }
}
