namespace BirdeyeDiscovery.Tests;

/// <summary>Which cycles are staged, and what a bound that is none does.</summary>
public sealed class StagingRulesTests
{
    [Theory]
    [InlineData(DiscoveryMode.Manage, 28, CycleEnrichment.Staged)]
    [InlineData(DiscoveryMode.Manage, 29, CycleEnrichment.Audit)]
    [InlineData(DiscoveryMode.Record, 29, CycleEnrichment.Audit)]
    [InlineData(DiscoveryMode.ReadOnly, 29, CycleEnrichment.Staged)]
    public void Every_thirtieth_stored_cycle_is_an_audit(DiscoveryMode mode, int staged, CycleEnrichment expected)
    {
        var options = new DiscoveryOptions { Mode = mode };

        Assert.Equal(expected, StagingRules.ModeOf(options, new TokenScorer(new ScoringOptions()), CycleState.Empty with { StagedCycles = staged }));
    }

    [Theory]
    [InlineData(double.NaN)]
    [InlineData(-1d)]
    [InlineData(101d)]
    [InlineData(double.PositiveInfinity)]
    [InlineData(null)]
    public void A_token_whose_bound_is_none_is_read_and_the_others_are_not_disturbed(double? bound)
    {
        var scorer = new Broken(bound, new TokenScorer(new ScoringOptions()));
        var facts = new CandidateFacts
        {
            Address = Candidates.Address("A"),
            Symbol = "A",
            ListPosition = 1,
            LiquidityUsd = 20_000,
            Volume24hUsd = 30_000,
            Change24hPercent = -90,
            SecurityAsked = true,
            Security = new SecurityFacts { CreatedAt = Candidates.Start.AddDays(-9) },
        };

        Assert.Equal(100, ScoreBound.Of(facts, null, Candidates.Start, scorer).Total);
    }

    private sealed class Broken(double? bound, ITokenScorer inner) : IBoundedTokenScorer
    {
        public string Version => inner.Version;

        public string OptionsHash => inner.OptionsHash;

        public TokenScore Score(in ScoreInputs inputs) => inner.Score(in inputs);

        public double TotalAtMost(in ScoreInputs known) => bound ?? throw new InvalidOperationException("one token");
    }
}
