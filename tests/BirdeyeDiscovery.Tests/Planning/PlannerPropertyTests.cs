using CsCheck;

namespace BirdeyeDiscovery.Tests;

public sealed class PlannerPropertyTests
{
    private const int Markets = 2000;

    private static readonly HashSet<(TokenStatus?, TokenStatus)> LegalEdges =
    [
        (null, TokenStatus.Active),
        (TokenStatus.Active, TokenStatus.Paused),
        (TokenStatus.Paused, TokenStatus.Active),
        (TokenStatus.Paused, TokenStatus.Removed),
        (TokenStatus.Removed, TokenStatus.Active),
    ];

    [Fact]
    public void Every_cycle_of_every_market_keeps_the_invariants() => Run(static (cycles, plan, before) =>
    {
        CheckRows(cycles, plan);
        CheckEdges(plan, before);
        var active = cycles.State.Tokens.Where(static token => token.Status == TokenStatus.Active).ToArray();
        Assert.True(active.Count(static token => !token.IsPermanent) <= 10);
        Assert.Equal(TokenStatus.Active, cycles["Perm"].Status);
        Assert.All(cycles.State.Tokens, static token => Assert.Equal(token.Status == TokenStatus.Active, token.DeactivatedAt is null));
    });

    [Fact]
    public void The_order_of_the_candidates_changes_nothing_but_the_order_of_rejections() => Run(static (cycles, plan, _) =>
    {
        var turned = CyclePlanner.Plan(cycles.LastInput! with { Candidates = [.. cycles.LastInput.Candidates.Reverse()] }, new StatedScorer());

        Assert.Equal(plan.Snapshot, turned.Snapshot);
        Assert.Equal(plan.Scores, turned.Scores);
        Assert.Equal(plan.Tokens, turned.Tokens);
        Assert.Equal(plan.Events, turned.Events);
        Assert.Equal(plan.Rejections.OrderBy(static row => row.TokenAddress), turned.Rejections.OrderBy(static row => row.TokenAddress));
    }, markets: 500);

    [Fact]
    public void One_more_candidate_changes_no_other_score() => Run(static (cycles, plan, _) =>
    {
        if (plan.Snapshot.Outcome == CycleOutcome.Failed)
        {
            return;
        }

        var more = CyclePlanner.Plan(cycles.LastInput! with { Candidates = [Candidates.Token("More", 77), .. cycles.LastInput.Candidates] }, new StatedScorer());
        var totals = more.Scores.ToDictionary(static row => row.TokenAddress, static row => (row.TotalScore, row.SafetyScore, row.Coverage));
        Assert.All(plan.Scores, row => Assert.Equal((row.TotalScore, row.SafetyScore, row.Coverage), totals[row.TokenAddress]));
        Assert.Equal(plan.Rejections, more.Rejections);
    }, markets: 500);

    [Fact]
    public void The_stored_input_gives_the_plan_again() => Run(
        static (cycles, plan, _) =>
        {
            var again = CycleReplay.Plan(CycleInputCodec.Pack(cycles.LastInput!), new StatedScorer());

            Assert.Equal(plan.Snapshot, again.Snapshot);
            Assert.Equal(plan.Scores, again.Scores);
            Assert.Equal(plan.Rejections, again.Rejections);
            Assert.Equal(plan.Tokens, again.Tokens);
            Assert.Equal(plan.Events, again.Events);
        },
        markets: 300);

    [Fact]
    public void A_block_that_is_no_input_is_called_so()
    {
        Assert.Throws<InvalidDataException>(static () => CycleInputCodec.Unpack(new byte[] { 1, 2, 3 }));
        Assert.Throws<InvalidDataException>(static () => CycleInputCodec.Unpack(ReadOnlyMemory<byte>.Empty));
    }

    private static void Run(Action<PlannedCycles, CyclePlan, Dictionary<string, TrackedToken>> check, int markets = Markets) => RandomMarket.Cycles.Select(RandomMarket.Options).Sample(
        market =>
        {
            var cycles = new PlannedCycles(market.Item2);
            cycles.PutPermanent("Perm");
            foreach (var (facts, listRead, hours, flat) in market.Item1)
            {
                cycles.Now += TimeSpan.FromHours(hours);
                foreach (var token in cycles.State.Tokens)
                {
                    cycles.Positions[token.Address] = (PositionState)flat;
                }

                var before = cycles.State.Tokens.ToDictionary(static token => token.Address, StringComparer.Ordinal);
                check(cycles, cycles.Next(RandomMarket.WithTracked(cycles, facts), [], listRead), before);
            }
        },
        iter: markets);

    private static void CheckRows(PlannedCycles cycles, CyclePlan plan)
    {
        if (plan.Snapshot.Outcome == CycleOutcome.Failed)
        {
            Assert.Equal((0, 0, 0, 0), (plan.Scores.Count, plan.Rejections.Count, plan.Tokens.Count, plan.Events.Count));
            return;
        }

        var rows = plan.Scores.Select(static row => row.TokenAddress).Concat(plan.Rejections.Select(static row => row.TokenAddress));
        Assert.Equal(cycles.LastInput!.Candidates.Select(static facts => facts.Address).Order(StringComparer.Ordinal), rows.Order(StringComparer.Ordinal));
        Assert.Equal((plan.Scores.Count, plan.Rejections.Count), (plan.Snapshot.ScoredCount, plan.Snapshot.RejectedCount));
        Assert.Equal(plan.Events.Count(static row => row.ToStatus == TokenStatus.Active), plan.Snapshot.TokensAdded);
        Assert.Equal(plan.Events.Count(static row => row.EventType == LifecycleEventType.Paused), plan.Snapshot.TokensRemoved);
        var ranks = plan.Scores.Where(static row => row.Rank is not null).Select(static row => row.Rank!.Value);
        Assert.Equal(Enumerable.Range(1, ranks.Count()), ranks);
        foreach (var row in plan.Scores.Where(static row => row.Action == ScoreAction.Add))
        {
            Assert.InRange(row.SlotRank!.Value, 1, 7);
            Assert.True(row is { TotalScore: >= 60, Coverage: >= .80m });
        }
    }

    private static void CheckEdges(CyclePlan plan, Dictionary<string, TrackedToken> before)
    {
        foreach (var row in plan.Events.Where(static row => row.ToStatus is not null))
        {
            Assert.Equal(before.GetValueOrDefault(row.TokenAddress)?.Status, row.FromStatus);
            Assert.Contains((row.FromStatus, row.ToStatus!.Value), LegalEdges);
            Assert.Equal(row.ToStatus, plan.Tokens.Single(token => token.Address == row.TokenAddress).Status);
        }

        var changed = plan.Tokens.Where(token => before.GetValueOrDefault(token.Address)?.Status != token.Status).Select(static token => token.Address);
        Assert.Equal(changed.Order(StringComparer.Ordinal), plan.Events.Where(static row => row.ToStatus is not null).Select(static row => row.TokenAddress).Order(StringComparer.Ordinal));
    }
}
