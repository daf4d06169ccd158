using BirdeyeDiscovery.Conformance;
using BirdeyeDiscovery.Ledger;
using BirdeyeDiscovery.Tests.Ledger;

namespace BirdeyeDiscovery.Integration.Tests.Ledger;

/// <summary>The answers about the past, on the cycles that a store really kept. 200 cycles, or 2,000 with <c>BIRDEYE_LONG=1</c>.</summary>
public abstract class LedgerOnStore
{
    private static readonly int Cycles = Environment.GetEnvironmentVariable("BIRDEYE_LONG") == "1" ? 2_000 : 200;

    [Theory]
    [InlineData(51, false)]
    [InlineData(52, true)]
    public async Task Replays_explanations_and_memberships_are_those_of_the_stored_cycles(int seed, bool isStaged)
    {
        var cancel = TestContext.Current.CancellationToken;
        await using var harness = Create();
        await harness.StartAsync(cancel);
        var market = new StoreMarket(harness);
        await market.RunAsync(seed, Cycles, isStaged, cancel);

        Assert.Equal(new ReplayVerification(Cycles, 0, 0, 0, null), await new CycleReplayer(market.Past).VerifyAsync(cancellationToken: cancel));
        await CheckReplayAsync(market, cancel);
        await CheckExplanationsAsync(harness, market, seed, cancel);
        await CheckMembershipAsync(harness, market, cancel);

        await harness.ExecuteAsync(TamperSql(market), cancel);
        var changed = await new CycleReplayer(market.Past).VerifyAsync(cancellationToken: cancel);
        Assert.Equal(
            (Cycles - 1, 1, "token_scores", "action_reason", "tampered"),
            (changed.Equal, changed.Different, changed.FirstDifference?.Table, changed.FirstDifference?.Field,
                changed.FirstDifference?.Stored));
    }

    [Fact]
    public async Task A_token_that_a_person_tracks_is_in_the_list_at_a_moment_in_replays_and_in_explanations()
    {
        var cancel = TestContext.Current.CancellationToken;
        await using var harness = Create();
        await harness.StartAsync(cancel);
        var market = new StoreMarket(harness);
        TrackedToken? tracked = null;
        await market.RunAsync(54, 12, isStaged: false, cancel, async plan =>
        {
            if (market.Cycles.Count != 6)
            {
                return;
            }

            // The zero is no character of an address.
            var known = await harness.Store.GetTokensAsync([], cancel);
            var candidate = plan.Scores.First(row => known.All(token => token.Address != row.TokenAddress) && !row.TokenAddress.Contains('0', StringComparison.Ordinal));
            harness.Clock.SetUtcNow(plan.Snapshot.CycleTimestamp.AddSeconds(30));
            tracked = (await Operators.Of(harness.Host, harness).TrackAsync(candidate.TokenAddress, Operators.Note(), cancellationToken: cancel)).Token!;
        });

        var membership = new MembershipHistory(market.Past, harness.Store);
        Assert.DoesNotContain(await membership.GetTrackedAsOfAsync(tracked!.DiscoveredAt.AddMilliseconds(-1), cancel), token => token.Address == tracked.Address);
        var member = Assert.Single(await membership.GetTrackedAsOfAsync(tracked.DiscoveredAt, cancel), token => token.Address == tracked.Address);
        Assert.Equal((TokenStatus.Active, tracked.DiscoveredAt, "BY_HAND: alice: rumours"), (member.Status, member.Since, member.Reason));

        var replayer = new CycleReplayer(market.Past);
        Assert.Equal(new ReplayVerification(12, 0, 0, 0, null), await replayer.VerifyAsync(cancellationToken: cancel));
        var index = 0;
        await foreach (var cycle in replayer.ReplayAsync(new ReplayChange(), cancellationToken: cancel))
        {
            Assert.Equal(market.Cycles[index].Plan.Scores, cycle.Plan.Scores);
            Assert.Equal(market.Cycles[index++].Plan.Events, cycle.Plan.Events);
        }

        var (input, next) = market.Cycles[6];
        Assert.Equal(tracked.Id, input.State.Tokens.Single(token => token.Address == tracked.Address).Id);
        var explanation = await new DiscoveryExplainer(market.Past, harness.Store).ExplainAsync(tracked.Address, input.CycleTimestamp, cancel);
        Reading.AssertRight(explanation, input, next, input.Candidates.Single(facts => facts.Address == tracked.Address));

        // Of a token that nobody tracks it would have been another decision: a cycle pauses active tokens only.
        Assert.Equal((TokenDecision.Paused, 0), (explanation.Decision, explanation.Differences.Count));
    }

    [Fact]
    public async Task An_action_while_a_cycle_runs_is_not_later_than_what_that_cycle_then_does()
    {
        var cancel = TestContext.Current.CancellationToken;
        await using var harness = Create();
        await harness.StartAsync(cancel);
        var market = new StoreMarket(harness);
        var address = "";
        await market.RunAsync(54, 12, isStaged: false, cancel, async plan =>
        {
            if (market.Cycles.Count == 6)
            {
                // The next cycle starts two minutes after this one, and the action comes ten seconds later.
                var known = await harness.Store.GetTokensAsync([], cancel);
                address = plan.Scores.First(row => known.All(token => token.Address != row.TokenAddress) && !row.TokenAddress.Contains('0', StringComparison.Ordinal)).TokenAddress;
                harness.Clock.SetUtcNow(plan.Snapshot.CycleTimestamp.AddSeconds(130));
                await Operators.Of(harness.Host, harness).TrackAsync(address, Operators.Note(), cancellationToken: cancel);
            }
        });

        var events = (await harness.History.GetEventsAsync(0, 10_000, cancel)).Where(row => row.TokenAddress == address).ToArray();
        var times = events.Select(static row => row.CreatedAt).ToArray();
        var (start, end) = (market.Cycles[6].Input.CycleTimestamp, market.Cycles[11].Input.CycleTimestamp.AddHours(1));
        var intervals = await new MembershipHistory(market.Past, harness.Store).GetIntervalsAsync(start, end, cancel).ToListAsync(cancel);

        Assert.Equal([LifecycleEventType.Added, LifecycleEventType.Paused], events.Select(static row => row.EventType).Take(2));
        Assert.Equal([start.AddSeconds(10), start.AddSeconds(10)], times[..2]);
        Assert.Equal(times.Order(), times);
        Assert.All(intervals, static interval => Assert.True(interval.To is null || interval.To >= interval.From, interval.ToString()));
        Assert.Equal(new ReplayVerification(12, 0, 0, 0, null), await new CycleReplayer(market.Past).VerifyAsync(cancellationToken: cancel));
    }

    protected abstract StoreHarness Create();

    /// <summary>Gets the name of a table as statements have to spell it.</summary>
    protected virtual string TableOf(string name) => name;

    private static async Task CheckReplayAsync(StoreMarket market, CancellationToken cancel)
    {
        var index = 0;
        await foreach (var cycle in new CycleReplayer(market.Past).ReplayAsync(new ReplayChange(), cancellationToken: cancel))
        {
            var stored = market.Cycles[index++].Plan;
            Assert.Equal(stored.Snapshot, cycle.Plan.Snapshot);
            Assert.Equal(stored.Scores, cycle.Plan.Scores);
            Assert.Equal(stored.Rejections, cycle.Plan.Rejections);
            Assert.Equal(stored.Events, cycle.Plan.Events);
            Assert.Equal(cycle.StoredActive, cycle.Active);
        }

        Assert.Equal(Cycles, index);
    }

    private static async Task CheckExplanationsAsync(StoreHarness harness, StoreMarket market, int seed, CancellationToken cancel)
    {
        var explainer = new DiscoveryExplainer(market.Past, harness.Store);
        var random = new Random(seed);
        var changes = 0;
        for (var pair = 0; pair < 100; pair++)
        {
            var (input, plan) = market.Cycles[random.Next(market.Cycles.Count)];
            var facts = input.Candidates[random.Next(input.Candidates.Count)];

            var explanation = await explainer.ExplainAsync(facts.Address, input.CycleTimestamp.AddSeconds(random.Next(120)), cancel);

            Reading.AssertRight(explanation, input, plan, facts);
            Assert.Empty(explanation.Differences);
            if (explanation.Nearest is { } change)
            {
                var block = CycleInputCodec.Pack(input);
                Assert.Equal(change.Decision, Decide(Changed.Input(block, facts.Address, change, change.To), facts.Address));
                Assert.NotEqual(explanation.Decision, change.Decision);
                var before = Decide(Changed.Input(block, facts.Address, change, change.StepBefore), facts.Address);
                Assert.Equal(change.DecisionBefore, before);
                changes++;
            }
        }

        Assert.True(changes > 40, $"{changes} counterfactuals");
    }

    private static TokenDecision Decide(CycleInput input, string address)
    {
        var cycle = new PastCycle(
            new SnapshotRecord
            {
                CycleTimestamp = input.CycleTimestamp,
                Outcome = CycleOutcome.Complete,
                Mode = DiscoveryMode.Manage,
                ScoreVersion = "1",
                OptionsHash = "",
            },
            input,
            new TokenScorer(input.Options.Scoring),
            null);
        return CounterfactualSearch.Decide(cycle, input, address).Decision;
    }

    private static async Task CheckMembershipAsync(StoreHarness harness, StoreMarket market, CancellationToken cancel)
    {
        var membership = new MembershipHistory(market.Past, harness.Store);
        foreach (var index in (int[])[0, Cycles / 2, Cycles - 1])
        {
            var (input, plan) = market.Cycles[index];
            var rows = input.State.Tokens.ToDictionary(static token => token.Address, static token => token.Status);
            foreach (var token in plan.Tokens)
            {
                rows[token.Address] = token.Status;
            }

            var at = await membership.GetTrackedAsOfAsync(input.CycleTimestamp, cancel);

            Assert.Equal(
                rows.Where(static row => row.Value == TokenStatus.Active).Select(static row => row.Key).Order(StringComparer.Ordinal),
                at.Where(static token => token.Status == TokenStatus.Active).Select(static token => token.Address));
        }
    }

    private string TamperSql(StoreMarket market)
    {
        var plan = market.Cycles[Cycles / 3].Plan;
        return FormattableString.Invariant(
            $"""
            UPDATE {TableOf("token_scores")} SET action_reason = 'tampered'
            WHERE token_address = '{plan.Scores[0].TokenAddress}'
                AND snapshot_id = (SELECT id FROM {TableOf("discovery_snapshots")} ORDER BY id LIMIT 1 OFFSET {Cycles / 3})
            """);
    }
}
