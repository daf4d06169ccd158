namespace BirdeyeDiscovery.EndToEnd.Tests;

/// <summary>A token that a person starts tracking, as the engine's next cycles decide on it.</summary>
public sealed class EngineTrackedByHandTests : EngineTest
{
    private static readonly OperatorNote Note = new("alice", "a friend asked for it");

    [Fact]
    public async Task It_is_read_and_decided_by_the_next_cycle_although_it_is_not_on_the_list()
    {
        Birdeye.AddLadder(3);
        var token = Birdeye.Add("T", 70);
        token.IsListed = false;
        await using var host = Host();
        Assert.DoesNotContain(host.RunNext().Scores, static row => row.Symbol == "T");

        var tracked = await TrackAsync(host, "T");
        Assert.Equal((OperatorStatus.Applied, "Txxxxxxx"), (tracked.Status, tracked.Token!.Symbol));

        var cycle = host.RunNext();
        Assert.Equal((ScoreAction.Keep, "RANK_KEPT: slot rank 4"), cycle.Scores.Where(static row => row.Symbol == "T").Select(static row => (row.Action, row.ActionReason)).Single());
        Assert.DoesNotContain(cycle.Events, static row => row.ToStatus is not null);
        var stored = (await host.Store.FindAsync(Address("T"), Cancellation))!;
        Assert.Equal(("T", TokenStatus.Active, 70m, 4), (stored.Symbol, stored.Status, stored.DiscoveryScore, stored.DiscoveryRank));
        Assert.NotNull(stored.LiquidityUsd);
        Assert.Contains(Address("T"), await host.Cache.GetActiveTokensAsync(Cancellation));
        await AssertReplayedAsync(host);

        // A low score is a miss for it as for every token: three of them pause it.
        token.Score = 20;
        Assert.Empty(host.RunNext().Events);
        Assert.Empty(host.RunNext().Events);
        Assert.Equal((LifecycleEventType.Paused, Address("T")), host.RunNext().Events.Select(static row => (row.EventType, row.TokenAddress)).Single());
        await AssertReplayedAsync(host);
    }

    [Fact]
    public async Task A_gate_pauses_it_in_the_next_cycle_unless_it_is_pinned_and_a_pin_after_that_brings_it_back()
    {
        Birdeye.AddLadder(3);
        foreach (var name in new[] { "T", "P" })
        {
            Birdeye.Add(name, 70).Liquidity = 1;
        }

        await using var host = Host();
        host.RunNext();
        await TrackAsync(host, "T");
        await TrackAsync(host, "P");
        await host.Lifecycle.PinAsync(Address("P"), Note, Cancellation);

        var paused = host.RunNext().Events.Single(static row => row.ToStatus is not null);
        Assert.Equal((Address("T"), LifecycleEventType.Paused, ReasonCodes.LiquidityLow), (paused.TokenAddress, paused.EventType, paused.Reason));
        Assert.Equal(TokenStatus.Active, (await host.Store.FindAsync(Address("P"), Cancellation))!.Status);
        await AssertReplayedAsync(host);

        await host.Lifecycle.PinAsync(Address("T"), Note, Cancellation);
        Assert.DoesNotContain(host.RunNext().Events, static row => row.ToStatus is not null);
        Assert.Equal(TokenStatus.Active, (await host.Store.FindAsync(Address("T"), Cancellation))!.Status);
    }

    [Fact]
    public async Task It_may_exceed_the_slots_and_the_next_cycle_takes_the_worst_by_rank()
    {
        Birdeye.AddLadder(10);
        await using var host = Host(static options => options.Discovery.ActiveSlots = options.Discovery.KeepRank = 10);
        host.RunNext();
        Birdeye.Add("T", 94).IsListed = false;

        await TrackAsync(host, "T");
        Assert.Equal(11, (await host.Store.GetTokensAsync([TokenStatus.Active], Cancellation)).Count);

        var left = host.RunNext().Events.Single(static row => row.ToStatus is not null);
        Assert.Equal((Address("A10"), LifecycleEventType.Paused), (left.TokenAddress, left.EventType));
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task It_is_not_lost_when_a_cycle_runs_that_does_not_know_of_it(bool wouldEnter)
    {
        Birdeye.AddLadder(3);
        await using var host = Host();
        host.RunNext();
        Birdeye.Add("T", wouldEnter ? 95 : 20);
        var acted = 0;
        Birdeye.Before = async asked =>
        {
            // The last kind of call: the state was read long before, the plan is about to be made.
            if (asked.Contains("ohlcv", StringComparison.Ordinal) && acted++ == 0)
            {
                Assert.Equal(OperatorStatus.Applied, (await TrackAsync(host, "T")).Status);
            }
        };

        var during = host.RunNext();

        Assert.True(acted > 0);
        Assert.Equal((CycleStatus.Ran, CycleOutcome.Complete), (during.Status, during.Snapshot!.Outcome));
        Assert.DoesNotContain(during.Events, static row => row.ToStatus is not null);
        Assert.Equal(TokenStatus.Active, (await host.Store.FindAsync(Address("T"), Cancellation))!.Status);
        Assert.Equal(wouldEnter ? ScoreAction.Keep : ScoreAction.Skip, during.Scores.Single(static row => row.Symbol == "T").Action);
        await AssertReplayedAsync(host);
        Assert.Equal(ScoreAction.Keep, host.RunNext().Scores.Single(static row => row.Symbol == "T").Action);
        Assert.Single(await EventsAsync(host, "T"));
    }

    [Fact]
    public async Task The_live_view_has_it_between_cycles_without_a_call_of_the_api()
    {
        Birdeye.AddLadder(2);
        await using var host = Host();
        host.RunNext();
        var calls = Birdeye.Requests.Count;

        await TrackAsync(host, "T");
        Assert.Equal(CycleStatus.NotDue, Clock.Drive(host.Engine.RunCycleAsync(Cancellation)).Status);

        Assert.Contains(Address("T"), await host.Cache.GetActiveTokensAsync(Cancellation));
        Assert.Contains(Address("T"), (await host.Cache.GetViewAsync(Cancellation))!.ActiveTokens);
        Assert.Equal(calls, Birdeye.Requests.Count);
    }

    [Theory]
    [InlineData(DiscoveryMode.Record)]
    [InlineData(DiscoveryMode.ReadOnly)]
    public async Task A_mode_that_changes_no_token_leaves_it_as_it_was_tracked(DiscoveryMode mode)
    {
        Birdeye.AddLadder(2);
        Birdeye.Add("T", 70).Liquidity = 1;
        await using var host = Host(options => options.Discovery.Mode = mode);
        host.RunNext();
        var tracked = await TrackAsync(host, "T");

        host.RunNext();

        Assert.Equal(tracked.Token, await host.Store.FindAsync(Address("T"), Cancellation));
    }

    [Fact]
    public async Task An_address_that_the_api_does_not_know_keeps_its_place_without_data_until_a_person_removes_it()
    {
        Birdeye.AddLadder(2);
        await using var host = Host();
        host.RunNext();
        await TrackAsync(host, "Typo");

        for (var cycle = 0; cycle < 3; cycle++)
        {
            Assert.Empty(host.RunNext().Events);
        }

        var token = (await host.Store.FindAsync(Address("Typo"), Cancellation))!;
        Assert.Equal((TokenStatus.Active, 3), (token.Status, token.MissingDataCycles));
        Assert.Equal(TokenStatus.Removed, (await host.Lifecycle.RemoveAsync(Address("Typo"), Note, cancellationToken: Cancellation)).Token!.Status);
    }

    private static ValueTask<OperatorResult> TrackAsync(SimulatedHost host, string symbol) =>
        host.Lifecycle.TrackAsync(Address(symbol), Note, cancellationToken: Cancellation);

    private static string Address(string symbol) => ScriptedBirdeye.AddressOf(symbol);

    private static async Task<IReadOnlyList<LifecycleEvent>> EventsAsync(SimulatedHost host, string symbol) =>
        [.. (await host.History.GetEventsAsync(0, 1_000, Cancellation)).Where(row => row.TokenAddress == Address(symbol) && row.ToStatus is not null)];

    // The stored input of the newest cycle gives its stored rows.
    private static async Task AssertReplayedAsync(SimulatedHost host)
    {
        var snapshot = (await host.History.GetSnapshotsAsync(1, Cancellation))[0];
        var plan = CycleReplay.Plan(await host.History.GetCycleInputAsync(snapshot.Id, Cancellation), new ScriptedScorer());
        Assert.Equal(snapshot with { Id = 0 }, plan.Snapshot);
        Assert.Equal(await host.History.GetScoresAsync(snapshot.Id, Cancellation), plan.Scores);
        Assert.Equal(await host.History.GetRejectionsAsync(snapshot.Id, Cancellation), plan.Rejections);
        Assert.Equal(
            (await host.History.GetEventsOfCycleAsync(snapshot.Id, Cancellation)).Select(static row => (row.TokenAddress, row.EventType, row.Reason)),
            plan.Events.Select(static row => (row.TokenAddress, row.EventType, row.Reason)));
    }
}
