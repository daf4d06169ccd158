namespace BirdeyeDiscovery.Tests.Strategies;

/// <summary>
/// Which strategy a token gets at its entry, at its return and when its category changes, and what a policy that fails costs.
/// </summary>
public sealed class StrategyPlanTests
{
    [Fact]
    public void A_newcomer_gets_the_type_and_configuration_that_the_policy_chose_by_what_is_known_of_it()
    {
        var policy = new StatedPolicy(static facts => new StrategyChoice("mine", """{"a":1}"""));
        var cycles = new PlannedCycles(policy: policy);

        var plan = cycles.Next(Candidates.Token("A", 90) with { FdvUsd = 6e7, LiquidityUsd = 300_000 });

        Assert.Equal(("mine", """{"a":1}""", 1, false), (cycles["A"].StrategyType, cycles["A"].StrategyConfig, cycles["A"].StrategyVersion, cycles["A"].StrategyByHand));
        Assert.Equivalent(
            new StrategyFacts { Address = Candidates.Address("A"), Symbol = "A", Category = TokenCategory.Midcap, FdvUsd = 6e7, LiquidityUsd = 300_000, Volume24hUsd = 1_000_000, Score = 90 },
            Assert.Single(policy.Asked),
            strict: true);
        Assert.Empty(plan.Strategies);
        Assert.DoesNotContain(plan.Events, static row => row.EventType == LifecycleEventType.StrategyChanged);
    }

    [Theory]
    [InlineData("throw", "the policy threw InvalidOperationException")]
    [InlineData("null", "the policy gave no choice")]
    [InlineData("type", "the policy gave a type that is not of 1 to 50 printable characters")]
    [InlineData("json", "the policy gave a configuration that is no JSON which can be stored")]
    public void A_policy_that_fails_for_a_newcomer_keeps_it_out_and_no_other(string how, string words)
    {
        var policy = new StatedPolicy(facts => facts.Symbol != "BAD" ? new StrategyChoice("ok") : how switch
        {
            "throw" => throw new InvalidOperationException("key=123"),
            "null" => null!,
            "type" => new StrategyChoice("a\nb"),
            _ => new StrategyChoice("ok", "{\"a\":\"\\u0000\"}"),
        });
        var cycles = new PlannedCycles(policy: policy);

        var plan = cycles.Next(Candidates.Token("BAD", 95), Candidates.Token("GOOD", 90));

        Assert.Equal(["GOOD"], cycles.Active);
        Assert.Equal((ScoreAction.Skip, $"STRATEGY_UNKNOWN: {words}"), (PlannedCycles.Row(plan, "BAD").Action, PlannedCycles.Row(plan, "BAD").ActionReason));
        Assert.Equal((CycleOutcome.Degraded, $"Strategy policy: failed on 1 tokens ({words})", 1), (plan.Snapshot.Outcome, plan.Snapshot.Error, plan.Snapshot.TokensAdded));
        var later = cycles.Next(Candidates.Token("GOOD", 90));
        Assert.Equal(CycleOutcome.Complete, later.Snapshot.Outcome);
    }

    [Fact]
    public void A_token_that_returns_gets_its_strategy_anew_unless_a_person_set_it()
    {
        var cycles = Removed("A", "B");
        cycles.Put(cycles["A"] with { StrategyConfig = """{"a":1}""" });
        cycles.Put(cycles["B"] with { StrategyType = "by_hand", StrategyByHand = true, StrategyVersion = 7 });

        var plan = cycles.Next(Blue("A"), Blue("B"));

        Assert.Equal(("momentum", null, 2), (cycles["A"].StrategyType, cycles["A"].StrategyConfig, cycles["A"].StrategyVersion));
        Assert.Equal(("by_hand", 7, true), (cycles["B"].StrategyType, cycles["B"].StrategyVersion, cycles["B"].StrategyByHand));
        Assert.Equivalent(
            new StrategyAssignment(Candidates.Address("A"), 1, "momentum", null, "STRATEGY_ASSIGNED: returned, bluechip: momentum"),
            Assert.Single(plan.Strategies),
            strict: true);
        var happened = plan.Events.Where(row => row.TokenAddress == Candidates.Address("A")).ToList();
        Assert.Equal([LifecycleEventType.Added, LifecycleEventType.StrategyChanged], happened.Select(static row => row.EventType));
        Assert.Equal((null, null, "STRATEGY_ASSIGNED: returned, bluechip: momentum"), (happened[1].FromStatus, happened[1].ToStatus, happened[1].Reason));
    }

    [Fact]
    public void A_category_stays_what_it_was_at_entry_unless_asked_otherwise()
    {
        var cycles = new PlannedCycles();
        cycles.Next(Candidates.Token("A", 90));
        for (var cycle = 0; cycle < 20; cycle++)
        {
            cycles.Next(Blue("A"));
        }

        Assert.Equal((TokenCategory.Emerging, null, 0), (cycles["A"].Category, cycles["A"].NextCategory, cycles["A"].CategoryCycles));
    }

    [Fact]
    public void A_category_changes_after_so_many_good_cycles_in_a_row_and_takes_the_strategy_with_it()
    {
        var cycles = Reviewed(3);
        cycles.Next(Candidates.Token("A", 90));
        cycles.Next(Blue("A"));
        cycles.Next(Blue("A"));
        Assert.Equal((TokenCategory.Emerging, TokenCategory.Bluechip, 2), (cycles["A"].Category, cycles["A"].NextCategory!.Value, cycles["A"].CategoryCycles));

        // A failed cycle, a token without good data and an unknown value are no votes.
        cycles.Next([], ["down"], listRead: false);
        cycles.Next(Blue("A").Failing(), Candidates.Token("B", 80));
        cycles.Next(Blue("A") with { FdvUsd = null });
        Assert.Equal(2, cycles["A"].CategoryCycles);
        var plan = cycles.Next(Blue("A"));

        Assert.Equal(
            (TokenCategory.Bluechip, null, 0, "momentum", 2),
            (cycles["A"].Category, cycles["A"].NextCategory, cycles["A"].CategoryCycles, cycles["A"].StrategyType, cycles["A"].StrategyVersion));
        Assert.Equal("STRATEGY_ASSIGNED: was emerging, bluechip: momentum", Assert.Single(plan.Events, static row => row.EventType == LifecycleEventType.StrategyChanged).Reason);
    }

    [Fact]
    public void A_cycle_on_its_own_side_starts_the_count_anew_and_the_nearer_category_is_taken()
    {
        var cycles = Reviewed(2);
        cycles.Next(Candidates.Token("A", 90));
        cycles.Next(Blue("A"));
        cycles.Next(Candidates.Token("A", 90) with { FdvUsd = 1e6 });
        Assert.Equal(0, cycles["A"].CategoryCycles);
        cycles.Next(Blue("A"));
        cycles.Next(Mid("A"));

        // Both categories have the strategy it has: there is nothing to change.
        Assert.Equal((TokenCategory.Midcap, "aggressive_momentum", 1), (cycles["A"].Category, cycles["A"].StrategyType, cycles["A"].StrategyVersion));
    }

    [Fact]
    public void A_strategy_set_by_hand_stays_when_the_category_changes()
    {
        var cycles = Reviewed(1);
        cycles.Next(Candidates.Token("A", 90));
        cycles.Put(cycles["A"] with { StrategyType = "by_hand", StrategyByHand = true });
        var plan = cycles.Next(Blue("A"));

        Assert.Equal((TokenCategory.Bluechip, "by_hand"), (cycles["A"].Category, cycles["A"].StrategyType));
        Assert.Empty(plan.Strategies);
    }

    [Fact]
    public void A_policy_that_fails_for_a_changed_category_leaves_all_as_it_was_and_is_asked_again()
    {
        var fails = true;
        var policy = new StatedPolicy(facts => facts.Previous is null ? new StrategyChoice("first") : fails ? throw new InvalidOperationException() : new StrategyChoice("second"));
        var cycles = new PlannedCycles(static options => options.Strategies.ReevaluateAfterCycles = 2, policy: policy);
        cycles.Next(Candidates.Token("A", 90));
        cycles.Next(Blue("A"));
        var plan = cycles.Next(Blue("A"));
        cycles.Next(Blue("A"));

        Assert.Equal((CycleOutcome.Degraded, TokenCategory.Emerging, "first", 2), (plan.Snapshot.Outcome, cycles["A"].Category, cycles["A"].StrategyType, cycles["A"].CategoryCycles));
        fails = false;
        cycles.Next(Blue("A"));
        Assert.Equal((TokenCategory.Bluechip, "second"), (cycles["A"].Category, cycles["A"].StrategyType));
    }

    [Theory]
    [InlineData(TokenCategory.Emerging, 1.09e9, 2e6, TokenCategory.Midcap)]
    [InlineData(TokenCategory.Emerging, 1.11e9, 1.05e6, TokenCategory.Midcap)]
    [InlineData(TokenCategory.Emerging, 1.11e9, 1.11e6, TokenCategory.Bluechip)]
    [InlineData(TokenCategory.Emerging, 5.4e7, 3e5, TokenCategory.Emerging)]
    [InlineData(TokenCategory.Midcap, 4.6e7, 1.9e5, TokenCategory.Midcap)]
    [InlineData(TokenCategory.Midcap, 4.4e7, 3e5, TokenCategory.Emerging)]
    [InlineData(TokenCategory.Bluechip, 9.1e8, 9.1e5, TokenCategory.Bluechip)]
    [InlineData(TokenCategory.Bluechip, 9.1e8, 8.9e5, TokenCategory.Midcap)]
    [InlineData(TokenCategory.Bluechip, 4.6e7, 1.9e5, TokenCategory.Midcap)]
    [InlineData(TokenCategory.Bluechip, 4.4e7, 1.9e5, TokenCategory.Emerging)]
    public void A_category_is_left_only_beyond_the_band(TokenCategory current, double fdv, double liquidity, TokenCategory category) =>
        Assert.Equal(category, CategoryRules.ClassifyFrom(current, fdv, liquidity, new StrategyOptions()));

    [Fact]
    public void A_permanent_token_keeps_the_category_that_its_operator_gave_it()
    {
        var cycles = Reviewed(1);
        cycles.PutPermanent("P");
        cycles.Next(Candidates.Token("P", 90) with { FdvUsd = 1e6 });

        Assert.Equal((TokenCategory.Bluechip, 0), (cycles["P"].Category, cycles["P"].CategoryCycles));
    }

    [Fact]
    public void A_seed_without_a_strategy_is_not_tracked_and_named()
    {
        var options = new BirdeyeDiscoveryOptions();
        var policy = new StatedPolicy(static facts => facts.Symbol == "JUP" ? throw new InvalidOperationException() : new StrategyChoice("mine", "{}"));

        var row = Assert.Single(SeedTokens.Missing(options, CycleState.Empty, Candidates.Start, policy));

        Assert.Equal(("SOL", "mine", "{}"), (row.Symbol, row.StrategyType, row.StrategyConfig));
        Assert.StartsWith("STRATEGY_UNKNOWN: the seed JUP", Assert.Single(SeedTokens.WithoutStrategy(options, CycleState.Empty with { Tokens = [row] }, policy)), StringComparison.Ordinal);
        Assert.Empty(SeedTokens.WithoutStrategy(options, CycleState.Empty, null));
    }

    private static CandidateFacts Blue(string name) => Candidates.Token(name, 90) with { FdvUsd = 2e9, LiquidityUsd = 2e6 };

    private static CandidateFacts Mid(string name) => Candidates.Token(name, 90) with { FdvUsd = 1e8, LiquidityUsd = 5e5 };

    private static PlannedCycles Reviewed(int cycles) => new(options => options.Strategies.ReevaluateAfterCycles = cycles);

    private static PlannedCycles Removed(params string[] names)
    {
        var cycles = new PlannedCycles();
        cycles.Next([.. names.Select(static name => Candidates.Token(name, 90))]);
        foreach (var name in names)
        {
            cycles.Put(cycles[name] with { Status = TokenStatus.Removed });
        }

        return cycles;
    }

    private sealed class StatedPolicy(Func<StrategyFacts, StrategyChoice> choose) : IStrategyPolicy
    {
        public List<StrategyFacts> Asked { get; } = [];

        public StrategyChoice Choose(StrategyFacts facts)
        {
            Asked.Add(facts);
            return choose(facts);
        }
    }
}
