using BirdeyeDiscovery.Ledger;

namespace BirdeyeDiscovery.Tests.Ledger;

/// <summary>A counterfactual, applied to the stored input, changes the decision of the planner; one step before it does not.</summary>
public sealed class CounterfactualTests
{
    private static readonly int PerDecision = Environment.GetEnvironmentVariable("BIRDEYE_LONG") == "1" ? 200 : 8;

    [Theory]
    [InlineData(1, false, false)]
    [InlineData(2, true, false)]
    [InlineData(3, false, true)]
    [InlineData(4, true, true)]
    public void It_changes_the_decision_and_the_step_before_it_does_not(int seed, bool isStaged, bool isDamped)
    {
        var market = LedgerMarket.Run(seed, 120, isStaged, new StagedMarketShape(Failing: .01), options =>
        {
            options.Discovery.PauseBelowScore = 66;
            if (isDamped)
            {
                var damping = options.Discovery.Damping;
                (damping.EntryMargin, damping.ConfirmationCycles, damping.IncumbentMargin) = (2, 3, 2);
                (damping.MinDwellCycles, damping.CoolDownCycles) = (10, 8);
            }
        });
        var checkedOf = new Dictionary<TokenDecision, int>();
        var foundOf = new Dictionary<TokenDecision, int>();
        foreach (var (cycle, address, decision) in Samples(market))
        {
            checkedOf[decision] = checkedOf.GetValueOrDefault(decision) + 1;
            if (CounterfactualSearch.Nearest(market[cycle], address, decision) is { } change)
            {
                foundOf[decision] = foundOf.GetValueOrDefault(decision) + 1;
                AssertSharp(market, cycle, address, decision, change);
            }
        }

        // With every damper, a token that does not enter often lacks two things at once: then no single change lets it in.
        TokenDecision[] all =
        [
            TokenDecision.Rejected, TokenDecision.Kept, TokenDecision.Paused, TokenDecision.Entered,
            .. isStaged ? [TokenDecision.Outranked] : Array.Empty<TokenDecision>(),
            .. isDamped ? [] : new[] { TokenDecision.Skipped },
        ];
        Assert.All(all, decision => Assert.True(
            foundOf.GetValueOrDefault(decision) >= .5 * checkedOf.GetValueOrDefault(decision, 1),
            $"{decision}: {foundOf.GetValueOrDefault(decision)} of {checkedOf.GetValueOrDefault(decision)}"));
    }

    [Fact]
    public void The_nearest_is_nearer_than_every_single_step_walk()
    {
        var market = LedgerMarket.Run(7, 30);
        var cycle = market[29];
        var kept = cycle.Plan().Scores.First(static row => row is { Action: ScoreAction.Keep, SlotRank: not null }).TokenAddress;

        var nearest = CounterfactualSearch.Nearest(cycle, kept, TokenDecision.Kept);

        // The walk tries each step of the token's own figures in both directions, up to the distance that was found.
        foreach (var dial in FactDials.Of(cycle.Input, cycle.IndexOf(kept)))
        {
            foreach (var sign in (int[])[-1, 1])
            {
                for (var step = 1; step <= (sign < 0 ? dial.Grid.Down : dial.Grid.Up) && dial.Grid.Distance(sign * step) < (nearest?.Distance ?? .2); step++)
                {
                    var plan = cycle.Plan(dial.Apply(cycle.Input, dial.Grid.At(sign * step)));
                    Assert.Equal(TokenDecision.Kept, DecisionOf(cycle.Input, plan, kept));
                }
            }
        }
    }

    [Fact]
    public void A_permanent_token_and_a_built_in_exclusion_have_none()
    {
        const string usdc = "EPjFWdd5AufqSSqeM2qN1xzybapC8G4wEGGkZwyTDt1v";
        var market = LedgerMarket.Run(5, 3);
        var cycle = market[2];
        var input = cycle.Input with { Candidates = [.. cycle.Input.Candidates, Candidates.Token("USDC", 70) with { Address = usdc }] };

        Assert.Null(CounterfactualSearch.Nearest(cycle with { Input = input }, usdc, TokenDecision.Rejected));
        Assert.Null(CounterfactualSearch.Nearest(cycle, "nobody", TokenDecision.NotRead));
    }

    private static IEnumerable<(int Cycle, string Address, TokenDecision Decision)> Samples(LedgerMarket market)
    {
        var random = new Random(17);
        return market.Cycles
            .SelectMany((cycle, index) => cycle.Input.Candidates.Select(facts => (
                Cycle: index, facts.Address, Decision: DecisionOf(cycle.Input, cycle.Plan, facts.Address), Order: random.Next())))
            .Where(static sample => sample.Decision is not (TokenDecision.NotRead or TokenDecision.CycleFailed))
            .GroupBy(static sample => sample.Decision)
            .SelectMany(static group => group.OrderBy(static sample => sample.Order).Take(PerDecision))
            .Select(static sample => (sample.Cycle, sample.Address, sample.Decision));
    }

    private static void AssertSharp(LedgerMarket market, int cycle, string address, TokenDecision decision, Counterfactual change)
    {
        var block = CycleInputCodec.Pack(market.Cycles[cycle].Input);
        var applied = Changed.Input(block, address, change, change.To);
        var before = Changed.Input(block, address, change, change.StepBefore);
        var what = $"{decision} of {address} in cycle {cycle}: {change}";

        Assert.True(Flips(decision, applied, address), what);
        Assert.False(Flips(decision, before, address), what);
        Assert.False(Flips(decision, CycleInputCodec.Unpack(block), address), what);
    }

    // An independent reading: what the rows say, and whether a staged cycle would have had to read this token.
    private static bool Flips(TokenDecision decision, CycleInput input, string address)
    {
        var plan = CyclePlanner.Plan(input, new TokenScorer(input.Options.Scoring));
        if (plan.Snapshot.Outcome == CycleOutcome.Failed)
        {
            // A gate stops a token whatever the others are.
            return decision switch
            {
                TokenDecision.Outranked => MustRead(input, address),
                TokenDecision.Rejected => Passes(input, input.Candidates.Single(facts => facts.Address == address)),
                _ => decision is TokenDecision.Kept or TokenDecision.Entered && !Passes(input, input.Candidates.Single(facts => facts.Address == address)),
            };
        }

        var now = DecisionOf(input, plan, address);
        return decision switch
        {
            TokenDecision.Rejected => now != TokenDecision.Rejected,
            TokenDecision.Outranked or TokenDecision.Skipped => now == TokenDecision.Entered,
            TokenDecision.Entered => now is TokenDecision.Skipped or TokenDecision.Rejected or TokenDecision.Outranked,
            TokenDecision.Kept => now == TokenDecision.Paused,
            TokenDecision.Paused => now == TokenDecision.Kept,
            _ => throw new InvalidOperationException(decision.ToString()),
        };
    }

    private static bool MustRead(CycleInput input, string address)
    {
        var scored = CyclePlanner.Plan(
            input with
            {
                Candidates =
                [
                    .. input.Candidates.Where(facts => facts.Address == address || facts.SwapsAsked || !Passes(input, facts)),
                ],
            },
            new TokenScorer(input.Options.Scoring));
        return scored.Snapshot.Error?.Contains("unread", StringComparison.Ordinal) == true;
    }

    private static bool Passes(CycleInput input, CandidateFacts facts) =>
        Gates.First(facts, input.State.Tokens.FirstOrDefault(token => token.Address == facts.Address), input.Options, input.CycleTimestamp) is null;

    private static TokenDecision DecisionOf(CycleInput input, CyclePlan plan, string address)
    {
        if (plan.Snapshot.Outcome == CycleOutcome.Failed)
        {
            return TokenDecision.CycleFailed;
        }

        var wasActive = input.State.Tokens.Any(token => token.Address == address && token.Status == TokenStatus.Active);
        if (plan.Rejections.FirstOrDefault(row => row.TokenAddress == address) is { } rejection)
        {
            return rejection.ReasonCode == ReasonCodes.Outranked ? TokenDecision.Outranked : wasActive ? TokenDecision.Paused : TokenDecision.Rejected;
        }

        return plan.Scores.FirstOrDefault(row => row.TokenAddress == address)?.Action switch
        {
            null => TokenDecision.NotRead,
            ScoreAction.Add => TokenDecision.Entered,
            ScoreAction.Keep => TokenDecision.Kept,
            ScoreAction.Remove => TokenDecision.Paused,
            _ => wasActive ? TokenDecision.Kept : TokenDecision.Skipped,
        };
    }
}
