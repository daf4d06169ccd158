namespace BirdeyeDiscovery.Tests;

/// <summary>A staged cycle decides what a cycle decides that reads everything, over many cycles that each go on from their own state.</summary>
public sealed class StagedDecisionsTests
{
    private static readonly int Cycles = Environment.GetEnvironmentVariable("BIRDEYE_LONG") == "1" ? 10_000 : 400;

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    public void The_decisions_are_those_of_full_cycles(int seed)
    {
        var (full, staged, joined) = Run(seed, new StagedMarketShape());

        Assert.True(staged.Reads[1] < .9 * full.Reads[1], $"{staged.Reads[1]} of {full.Reads[1]}");
        Assert.True(staged.Reads[3] < .6 * full.Reads[3], $"{staged.Reads[3]} of {full.Reads[3]}");

        // Neither order reads much more than the bounds demand of any order.
        Assert.InRange(staged.Reads[1] / (double)staged.LeastReads, 1, 1.10);
        Assert.InRange(joined.Reads[1] / (double)joined.LeastReads, 1, 1.10);
        Assert.Equal(staged.LeastReads, joined.LeastReads);
    }

    [Theory]
    [InlineData(0, 0, true, 1)]
    [InlineData(0, .1, false, 1)]
    [InlineData(.5, .05, false, 1)]
    [InlineData(.12, .05, true, .1)]
    [InlineData(0, 0, true, 0)]
    [InlineData(.3, .5, true, 1)]
    public void They_are_the_same_where_tokens_tie_fail_and_are_unsafe(double isUnsafe, double failing, bool ties, double spread) =>
        Run(4, new StagedMarketShape(isUnsafe, failing, ties, spread, Incomplete: .1));

    [Fact]
    public void They_are_the_same_with_every_damper() => Run(5, new StagedMarketShape(Failing: .02), static options =>
    {
        var damping = options.Discovery.Damping;
        (damping.EntryMargin, damping.ConfirmationCycles, damping.IncumbentMargin) = (2, 3, 2);
        (damping.MinDwellCycles, damping.CoolDownCycles) = (10, 8);
    });

    [Fact]
    public void They_are_the_same_while_people_hold_release_and_pin_tokens_and_removals_wait_for_positions()
    {
        var people = new StagedPeople(6);
        Run(6, new StagedMarketShape(Failing: .02), static options => options.Discovery.RemoveAfter = TimeSpan.FromMinutes(30), people: people);

        Assert.True(people is { Holds: > 0, Releases: > 0, Pins: > 0 }, people.ToString());
    }

    [Fact]
    public void A_call_for_several_is_filled_after_the_required_tokens_and_the_next_waits_for_them()
    {
        var market = new StagedMarket(1, new StagedMarketShape());
        var cycles = new StagedCycles(isStaged: true, perCall: 20);
        for (var cycle = 1; cycle <= 10; cycle++)
        {
            cycles.Next(market.Next(cycles.State, Candidates.Start + (cycle * TimeSpan.FromMinutes(2))), Candidates.Start + (cycle * TimeSpan.FromMinutes(2)));
        }

        var now = Candidates.Start + TimeSpan.FromMinutes(22);
        var steps = market.Next(cycles.State, now);
        var reads = cycles.Begin(steps, now, out var facts);
        var active = cycles.State.Tokens.Where(static token => token.Status == TokenStatus.Active).Select(static token => token.Address).ToHashSet();
        var isActive = facts.Select(candidate => active.Contains(candidate.Address)).ToArray();
        var first = reads.Take(Most);

        Assert.Equal((MissingPart.Market, 20), (first.Part, first.Indexes.Length));
        Assert.Equal(isActive.Count(static is_ => is_), first.Indexes.TakeWhile(index => isActive[index]).Count());
        Assert.DoesNotContain(first.Indexes.SkipWhile(index => isActive[index]), index => isActive[index]);

        // Nothing else is read until the required tokens are read in full, whatever the filled ones say.
        Assert.Equal((MissingPart.None, true), (reads.Take(Most).Part, reads.IsReading));
        foreach (var index in first.Indexes)
        {
            facts[index] = steps[1][index];
            reads.Complete(index);
        }

        var required = new HashSet<int>();
        while (reads.Take(Most) is { Indexes: [var index] } next && isActive[index])
        {
            Assert.NotEqual(MissingPart.Market, next.Part);
            required.Add(index);
        }

        Assert.NotEmpty(required);
        Assert.DoesNotContain(Enumerable.Range(0, 20), _ => reads.Take(Most).Part == MissingPart.Market);

        static int Most(MissingPart part) => part == MissingPart.Market ? 20 : 1;
    }

    [Fact]
    public void A_bound_that_is_one_point_too_tight_changes_decisions()
    {
        var error = Assert.ThrowsAny<Xunit.Sdk.XunitException>(static () => Run(1, new StagedMarketShape(), scorer: new TightScorer(), cycles: 2_000));

        Assert.StartsWith("Staging changed the decisions of cycle ", error.Message, StringComparison.Ordinal);
    }

    private static (StagedCycles Full, StagedCycles Staged, StagedCycles Joined) Run(
        int seed,
        StagedMarketShape shape,
        Action<BirdeyeDiscoveryOptions>? configure = null,
        ITokenScorer? scorer = null,
        int? cycles = null,
        StagedPeople? people = null)
    {
        var market = new StagedMarket(seed, shape);
        var full = new StagedCycles(isStaged: false, configure, scorer);
        var staged = new StagedCycles(isStaged: true, configure, scorer);
        var joined = new StagedCycles(isStaged: true, configure, scorer, perCall: 20);
        foreach (var token in market.Permanent)
        {
            full.Pin(token);
            staged.Pin(token);
            joined.Pin(token);
        }

        var seen = new HashSet<LifecycleEventType>();
        for (var cycle = 1; cycle <= (cycles ?? Cycles); cycle++)
        {
            var now = Candidates.Start + (cycle * TimeSpan.FromMinutes(2));
            var adopted = people?.Act(full, staged, joined) ?? [];
            var steps = market.Next(full.State, now);
            var expected = Decisions(full.State, full.Next(steps, now, adopted));
            foreach (var engine in new[] { staged, joined })
            {
                var actual = Decisions(engine.State, engine.Next(steps, now, adopted));
                if (!expected.SequenceEqual(actual))
                {
                    Assert.Fail(
                        $"Staging changed the decisions of cycle {cycle}. Only in a full cycle:\n{string.Join('\n', expected.Except(actual))}\n"
                        + $"Only in a staged one:\n{string.Join('\n', actual.Except(expected))}");
                }
            }

            Assert.Equal(0, full.Audit(steps));
            seen.UnionWith(full.LastPlan.Events.Select(static row => row.EventType));
        }

        Assert.Contains(LifecycleEventType.Added, seen);
        return (full, staged, joined);
    }

    // Everything that a cycle decides, and every counter that a later cycle decides by: outcome and counts, events, rows, the confirmations of
    // newcomers, actions and strategies. Full cycles also write the figures of paused tokens, and each write raises the revision.
    private static List<object> Decisions(CycleState before, CyclePlan plan) =>
    [
        (plan.Snapshot.Outcome, plan.Snapshot.CandidatesCount, plan.Snapshot.TokensAdded, plan.Snapshot.TokensRemoved),
        .. plan.Events,
        .. plan.Tokens.OrderBy(static token => token.Address).Where(token => IsDecided(before, token)).Select(token => Decision(token, plan.Snapshot.CycleTimestamp)),
        .. plan.Scores
            .Where(static row => row.Action != ScoreAction.Skip || row.ActionReason.StartsWith(ReasonCodes.WarmUp, StringComparison.Ordinal))
            .Select(static row => (row.TokenAddress, row.Action, row.ActionReason, row.SlotRank)),
        .. plan.Strategies,
    ];

    // A figure that no answer of this cycle gave stays that of the last answer, which full cycles read for paused tokens too. Rules decide by the
    // answers of the cycle and never by stored figures.
    private static TrackedToken Decision(TrackedToken token, DateTimeOffset now) =>
        StagingAudit.Decision(token with { Status = token.LastScoredAt == now ? token.Status : TokenStatus.Paused }) with
        {
            Status = token.Status,
            FdvUsd = null,
            Revision = 0,
            UpdatedAt = token.Status == TokenStatus.Paused ? default : token.UpdatedAt,
        };

    // A paused token that stays paused has a row if it was scored, or while a damper counts its cycles.
    private static bool IsDecided(CycleState before, TrackedToken token) =>
        token.Status != TokenStatus.Paused
        || before.Tokens.FirstOrDefault(old => old.Address == token.Address) is not { Status: TokenStatus.Paused } stored
        || stored.StatusCycles != token.StatusCycles;

    private sealed class TightScorer : IBoundedTokenScorer
    {
        private readonly TokenScorer _scorer = new(new ScoringOptions());

        public string Version => _scorer.Version;

        public string OptionsHash => _scorer.OptionsHash;

        public double TotalAtMost(in ScoreInputs known) => Math.Max(0, _scorer.TotalAtMost(in known) - 1);

        public TokenScore Score(in ScoreInputs inputs) => _scorer.Score(in inputs);
    }
}
