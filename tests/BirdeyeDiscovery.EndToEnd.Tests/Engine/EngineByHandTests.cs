using Microsoft.Extensions.DependencyInjection;

namespace BirdeyeDiscovery.EndToEnd.Tests;

/// <summary>What people do by hand, as the engine's next cycles respect it.</summary>
public sealed class EngineByHandTests : EngineTest
{
    private static readonly OperatorNote Note = new("alice", "rumours");

    [Fact]
    public async Task A_token_paused_by_hand_is_neither_resumed_nor_removed_until_somebody_resumes_it()
    {
        Birdeye.AddLadder(3);
        await using var host = Host(static options => options.Discovery.RemoveAfter = TimeSpan.FromMinutes(4));
        host.RunNext();
        await host.Lifecycle.PauseAsync(Address("A1"), Note, Cancellation);
        for (var cycle = 0; cycle < 5; cycle++)
        {
            var result = host.RunNext();
            Assert.Empty(result.Events);
            Assert.Equal("BY_HAND: paused by alice", result.Scores.Single(static row => row.Symbol == "A1").ActionReason);
            Assert.Equal(Address("A1"), Assert.Single(result.PausedTokens).Address);
            Assert.DoesNotContain(result.ActiveTokens, static token => token.Symbol == "A1");
        }

        Assert.Equal(TokenStatus.Paused, await StatusAsync(host, "A1"));
        await host.Lifecycle.ResumeAsync(Address("A1"), Note, Cancellation);
        Assert.Equal(ScoreAction.Keep, host.RunNext().Scores.Single(static row => row.Symbol == "A1").Action);
        Assert.Equal(TokenStatus.Active, await StatusAsync(host, "A1"));
    }

    [Fact]
    public async Task A_token_paused_by_hand_at_a_follower_stays_paused_when_the_leader_goes_and_after_a_restart()
    {
        Birdeye.AddLadder(3);
        await using (var follower = Host(RemoveSoon))
        {
            await using (var leader = Host(RemoveSoon))
            {
                leader.RunNext();
                Assert.Equal(CycleStatus.NotLeader, follower.RunNext().Status);
                Assert.Equal(OperatorStatus.Applied, (await follower.Lifecycle.PauseAsync(Address("A1"), Note, Cancellation)).Status);
                AssertHeld(leader.RunNext(), epoch: 1);
            }

            for (var cycle = 0; cycle < 4; cycle++)
            {
                AssertHeld(follower.RunNext(), epoch: 2);
            }
        }

        await using var again = Host(RemoveSoon);
        AssertHeld(again.RunNext(), epoch: 3);
        var token = (await again.Store.FindAsync(Address("A1"), Cancellation))!;
        Assert.Equal((TokenStatus.Paused, "alice", "rumours"), (token.Status, token.HeldBy, token.HoldReason));
        Assert.Equal(LifecycleEventType.Resumed, Assert.Single((await again.Lifecycle.ResumeAsync(Address("A1"), Note, Cancellation)).Events).EventType);
        Assert.Equal(ScoreAction.Keep, again.RunNext().Scores.Single(static row => row.Symbol == "A1").Action);

        static void RemoveSoon(BirdeyeDiscoveryOptions options) => options.Discovery.RemoveAfter = TimeSpan.FromMinutes(4);

        static void AssertHeld(CycleResult result, long epoch)
        {
            Assert.Equal((CycleStatus.Ran, epoch), (result.Status, result.Snapshot?.Epoch));
            Assert.Empty(result.Events);
            Assert.Equal("BY_HAND: paused by alice", result.Scores.Single(static row => row.Symbol == "A1").ActionReason);
        }
    }

    [Fact]
    public async Task A_token_removed_by_hand_stays_out_across_a_restart_and_returns_anew_when_allowed()
    {
        Birdeye.AddLadder(3);
        await using (var host = Host())
        {
            host.RunNext();
            await host.Lifecycle.RemoveAsync(Address("A1"), Note, cancellationToken: Cancellation);
        }

        await using var again = Host();
        var asked = Birdeye.Count("address=A1");
        Assert.Equal(ReasonCodes.ByHand, Assert.Single(again.RunNext().Rejections).ReasonCode);
        Assert.Equal(asked, Birdeye.Count("address=A1"));

        await again.Lifecycle.AllowAsync(Address("A1"), Note, Cancellation);
        var added = again.RunNext().Events[0];
        Assert.Equal((LifecycleEventType.Added, TokenStatus.Removed), (added.EventType, added.FromStatus));
    }

    [Fact]
    public async Task A_pinned_token_stays_at_any_rank_and_takes_no_slot()
    {
        Birdeye.Add("Old", 61);
        await using var host = Host();
        host.RunNext();
        await host.Lifecycle.PinAsync(Address("Old"), Note, Cancellation);
        Birdeye.AddLadder(12);

        var result = host.RunNext();
        Assert.Equal(ReasonCodes.Permanent, result.Scores.Single(static row => row.Symbol == "Old").ActionReason);
        Assert.Equal(8, result.ActiveTokens.Count);

        await host.Lifecycle.UnpinAsync(Address("Old"), Note, Cancellation);
        Assert.Equal(LifecycleEventType.Paused, Assert.Single(host.RunNext().Events).EventType);
    }

    [Theory]
    [InlineData(OperatorAct.Pause, TokenStatus.Paused)]
    [InlineData(OperatorAct.Remove, TokenStatus.Removed)]
    [InlineData(OperatorAct.Pin, TokenStatus.Active)]
    public async Task An_action_while_a_cycle_runs_neither_fails_the_cycle_nor_is_undone_by_it(OperatorAct act, TokenStatus expected)
    {
        Birdeye.AddLadder(3);
        await using var host = Host();
        host.RunNext();
        var acted = 0;
        Birdeye.Before = async asked =>
        {
            // The last kind of call: the state was read long before, the plan is about to be made.
            if (asked.Contains("ohlcv", StringComparison.Ordinal) && acted++ == 0)
            {
                _ = act switch
                {
                    OperatorAct.Pause => await host.Lifecycle.PauseAsync(Address("A2"), Note, Cancellation),
                    OperatorAct.Remove => await host.Lifecycle.RemoveAsync(Address("A2"), Note, cancellationToken: Cancellation),
                    _ => await host.Lifecycle.PinAsync(Address("A2"), Note, Cancellation),
                };
            }
        };

        var result = host.RunNext();
        Assert.True(acted > 0);
        Assert.Equal((CycleStatus.Ran, CycleOutcome.Complete), (result.Status, result.Snapshot!.Outcome));
        Assert.Empty(result.Events);
        var token = await host.Store.FindAsync(Address("A2"), Cancellation);
        Assert.Equal((expected, act == OperatorAct.Pin), (token!.Status, token.IsPermanent));
    }

    [Fact]
    public async Task A_migration_while_a_cycle_runs_and_the_cycles_after_it_go_on_with_the_new_address_alone()
    {
        Birdeye.AddLadder(3);
        await using var host = Host();
        host.RunNext();
        var moved = Birdeye["A1"];
        var (old, next) = (moved.Address, "MovedToken1");
        var isMoved = false;
        Birdeye.Before = async asked =>
        {
            if (!isMoved && asked.Contains("ohlcv", StringComparison.Ordinal))
            {
                isMoved = true;
                Assert.Equal(OperatorStatus.Applied, (await host.Lifecycle.MigrateTokenAsync(old, next, Note, Cancellation)).Status);
            }
        };

        var during = host.RunNext();
        Assert.Equal(CycleOutcome.Complete, during.Snapshot!.Outcome);
        Assert.Equal(ReasonCodes.Migrated, Assert.Single(during.Rejections).ReasonCode);
        Assert.Equal([next], during.ActiveTokens.Where(static token => token.Symbol == "A1").Select(static token => token.Address));

        // The API still lists the old address, and knows the new one.
        moved.Address = next;
        moved.IsListed = false;
        Birdeye.Add("Stale", 99).Address = old;
        var asked = Birdeye.Count($"address={old}");
        for (var cycle = 0; cycle < 3; cycle++)
        {
            var after = host.RunNext();
            Assert.Equal((next, ScoreAction.Keep), after.Scores.Where(static row => row.Symbol == "A1").Select(static row => (row.TokenAddress, row.Action)).Single());
            Assert.Equal(ReasonCodes.Migrated, Assert.Single(after.Rejections).ReasonCode);
        }

        Assert.Equal(asked, Birdeye.Count($"address={old}"));
        Assert.Contains(next, await host.Cache.GetActiveTokensAsync(Cancellation));
        Assert.DoesNotContain(old, await host.Cache.GetActiveTokensAsync(Cancellation));

        // One under the old address, none of the cycle in which it moved, three under the new one.
        Assert.Equal(4, (await host.History.GetScoreHistoryAsync(next, Start, Start.AddDays(1), Cancellation)).Count);
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task The_live_view_follows_an_action_between_cycles_without_a_call_of_the_API(bool byTurn)
    {
        Birdeye.AddLadder(3);
        await using var host = Host();
        host.RunNext();
        var calls = Birdeye.Count("address=");
        await host.Lifecycle.PauseAsync(Address("A1"), Note, Cancellation);
        await AssertViewAsync(Address("A2"), Address("A3"));
        Assert.Equal("paused", (await host.Cache.GetScoreAsync(Address("A1"), Cancellation))!.Status);
        await host.Lifecycle.RemoveAsync(Address("A2"), Note, cancellationToken: Cancellation);
        await host.Lifecycle.MigrateTokenAsync(Address("A3"), "moved", Note, Cancellation);
        await host.Lifecycle.ResumeAsync(Address("A1"), Note, Cancellation);
        await AssertViewAsync(Address("A1"), "moved");
        Assert.Equal(calls, Birdeye.Count("address="));

        async Task AssertViewAsync(params string[] active)
        {
            if (byTurn)
            {
                Assert.Equal(CycleStatus.NotDue, Clock.Drive(host.Engine.RunCycleAsync(Cancellation)).Status);
            }
            else
            {
                Clock.Drive(TendAsync(host));
            }

            Assert.Equal(active.Order(), (await host.Cache.GetActiveTokensAsync(Cancellation)).Order());
            Assert.Equal(active.Order(), (await host.Cache.GetViewAsync(Cancellation))!.ActiveTokens.Order());
        }
    }

    [Fact]
    public async Task Actions_and_changes_of_strategy_after_each_of_many_plans_neither_fail_the_cycle_nor_are_undone_by_it()
    {
        // One fewer than the plans that a cycle makes before it gives up.
        const int Acts = 19;
        Birdeye.AddLadder(3);
        var (plans, acted) = (0, -1);
        SimulatedHost? host = null;
        await using var running = host = Host(build: builder => builder.UseScorer(_ => new ActingScorer(() => Act(host!))));
        host.RunNext();
        (plans, acted) = (0, 0);

        var result = host.RunNext();

        Assert.Equal((CycleStatus.Ran, CycleOutcome.Complete), (result.Status, result.Snapshot!.Outcome));
        Assert.Equal(Acts, acted);
        Assert.Equal((TokenStatus.Paused, TokenStatus.Active), (await StatusAsync(host, "A1"), await StatusAsync(host, "A3")));
        var strategy = (await host.Services.GetRequiredService<IStrategyStore>().GetStrategyAsync(Address("A2"), Cancellation))!;
        Assert.Equal(($"by_hand_{Acts}", Acts + 1), (strategy.StrategyType, strategy.Version));

        // Called at each scoring of a token while a plan is made; the first plan of a cycle is not the one that is stored.
        void Act(SimulatedHost at)
        {
            if (acted is < 0 or >= Acts || plans++ % 3 != 0 || plans == 1)
            {
                return;
            }

            var number = ++acted;
            ActAsync(at, number).GetAwaiter().GetResult();
        }
    }

    private static async Task ActAsync(SimulatedHost host, int number)
    {
        // A plan writes only what it found active: each act pauses one of those, and lets go the one paused before.
        var (paused, resumed) = number % 2 == 1 ? ("A1", "A3") : ("A3", "A1");
        await host.Lifecycle.PauseAsync(Address(paused), Note, Cancellation);
        if (number > 1)
        {
            await host.Lifecycle.ResumeAsync(Address(resumed), Note, Cancellation);
        }

        var change = new StrategyChange { TokenAddress = Address("A2"), StrategyType = $"by_hand_{number}", ChangedBy = "alice" };
        await host.Services.GetRequiredService<IStrategyStore>().ChangeStrategyAsync(change, Cancellation);
    }

    private static async ValueTask<bool> TendAsync(SimulatedHost host)
    {
        await ((DiscoveryEngine)host.Engine).TendAsync(Cancellation);
        return true;
    }

    private static string Address(string symbol) => ScriptedBirdeye.AddressOf(symbol);

    private sealed class ActingScorer(Action act) : ITokenScorer
    {
        private readonly ScriptedScorer _scorer = new();

        public string Version => _scorer.Version;

        public string OptionsHash => _scorer.OptionsHash;

        public TokenScore Score(in ScoreInputs inputs)
        {
            act();
            return _scorer.Score(inputs);
        }
    }

    private static async Task<TokenStatus> StatusAsync(SimulatedHost host, string symbol) => (await host.Store.FindAsync(Address(symbol), Cancellation))!.Status;
}
