using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Testing;

namespace BirdeyeDiscovery.EndToEnd.Tests;

/// <summary>Strategies through the whole engine, its store included: what a person set survives cycles and restarts, and never costs one.</summary>
public sealed class EngineStrategyTests : EngineTest
{
    private static readonly string A1 = ScriptedBirdeye.AddressOf("A1");

    [Fact]
    public async Task A_strategy_set_by_hand_survives_cycles_a_restart_a_new_category_a_removal_and_the_return()
    {
        Birdeye.AddLadder(3);
        await using (var host = Host(Review))
        {
            host.RunNext();
            Assert.Equal(("aggressive_momentum", 1, false), await StrategyAsync(host));
            await ChangeAsync(host, """{"rsi_oversold":30}""");
            MakeBlue();
            host.RunNext();
            host.RunNext();
        }

        await using var again = Host(Review);
        again.RunNext();
        Assert.Equal(("by_hand", 2, true), await StrategyAsync(again));
        Assert.Equal(TokenCategory.Bluechip, (await again.Store.FindAsync(A1, Cancellation))!.Category);

        Birdeye["A1"].Liquidity = 1;
        again.RunNext();
        Birdeye["A1"].IsListed = false;
        Clock.AdvanceTo(Clock.GetUtcNow() + TimeSpan.FromDays(2));
        again.RunNext();
        Assert.Equal(TokenStatus.Removed, (await again.Store.FindAsync(A1, Cancellation))!.Status);
        (Birdeye["A1"].IsListed, Birdeye["A1"].Liquidity) = (true, 100_000);
        again.RunNext();

        Assert.Equal(TokenStatus.Active, (await again.Store.FindAsync(A1, Cancellation))!.Status);
        Assert.Equal(("by_hand", 2, true), await StrategyAsync(again));
        Assert.Equal("""{"rsi_oversold":30}""", (await Strategies(again).GetStrategyAsync(A1, Cancellation))!.StrategyConfig);
    }

    [Fact]
    public async Task Changes_at_every_moment_of_a_cycle_stay_and_the_cycle_is_planned_once()
    {
        Birdeye.AddLadder(3);
        var log = new FakeLogCollector();
        await using var host = Host(build: builder => builder.Services.AddLogging(logging => logging.AddProvider(new FakeLoggerProvider(log))));
        host.RunNext();
        var changes = 0;
        Birdeye.Before = async _ => await ChangeAsync(host, $$"""{"rsi_oversold":{{++changes}}}""");

        var result = host.RunNext();

        Assert.Equal((CycleStatus.Ran, CycleOutcome.Complete), (result.Status, result.Snapshot!.Outcome));
        Assert.True(changes > 5);
        Assert.DoesNotContain(log.GetSnapshot(), static record => record.Id.Name == "PlannedAgain");
        Assert.Equal(("by_hand", changes + 1, true), await StrategyAsync(host));
        var events = await host.History.GetEventsAsync(0, 1000, Cancellation);
        Assert.Equal(changes, events.Count(static row => row.EventType == LifecycleEventType.StrategyChanged));
    }

    [Fact]
    public async Task A_new_category_brings_its_strategy_in_the_cycle_that_completes_the_count_across_a_restart()
    {
        Birdeye.AddLadder(3);
        await using (var host = Host(Review))
        {
            host.RunNext();
            MakeBlue();
            Assert.Empty(host.RunNext().Events);
        }

        await using var again = Host(Review);
        var changed = Assert.Single(again.RunNext().Events);

        Assert.Equal((A1, LifecycleEventType.StrategyChanged, "STRATEGY_ASSIGNED: was emerging, bluechip: momentum"), (changed.TokenAddress, changed.EventType, changed.Reason));
        Assert.Equal(("momentum", 2, false), await StrategyAsync(again));
        var versions = await Strategies(again).GetVersionsAsync(A1, cancellationToken: Cancellation);
        Assert.Equal([("engine", "momentum"), ("engine", "aggressive_momentum")], versions.Select(static version => (version.ChangedBy, version.StrategyType)));
        var snapshot = (await again.History.GetSnapshotsAsync(1, Cancellation))[0];
        var replayed = CycleReplay.Plan(await again.History.GetCycleInputAsync(snapshot.Id, Cancellation), new ScriptedScorer());
        Assert.Equal("momentum", Assert.Single(replayed.Strategies).StrategyType);
    }

    [Fact]
    public async Task A_change_by_hand_under_the_cycle_that_would_give_another_strategy_wins()
    {
        Birdeye.AddLadder(3);
        await using var host = Host(Review);
        host.RunNext();
        MakeBlue();
        host.RunNext();
        var isChanged = false;
        Birdeye.Before = async _ =>
        {
            if (!isChanged)
            {
                isChanged = true;
                await ChangeAsync(host, "{}");
            }
        };

        var result = host.RunNext();

        Assert.Equal(CycleOutcome.Complete, result.Snapshot!.Outcome);
        Assert.Empty(result.Events);
        Assert.Equal(("by_hand", 2, true), await StrategyAsync(host));
    }

    [Fact]
    public async Task A_policy_of_the_host_chooses_and_one_that_fails_costs_its_token_the_entry_and_no_cycle()
    {
        Birdeye.AddLadder(3);
        var policy = new NamedPolicy();
        await using var host = Host(build: builder => builder.UseStrategyPolicy(_ => policy));

        var result = host.RunNext();
        Assert.Equal((CycleOutcome.Degraded, 2), (result.Snapshot!.Outcome, result.ActiveTokens.Count));
        Assert.Contains("Strategy policy: failed on 1 tokens", result.Snapshot.Error, StringComparison.Ordinal);
        Assert.StartsWith("STRATEGY_UNKNOWN", result.Scores.Single(static score => score.Symbol == "A1").ActionReason, StringComparison.Ordinal);
        Assert.Equal("for A2", (await host.Store.FindAsync(ScriptedBirdeye.AddressOf("A2"), Cancellation))!.StrategyType);

        policy.Fails = false;
        Assert.Equal(3, host.RunNext().ActiveTokens.Count);
        Assert.Equal(("for A1", 1, false), await StrategyAsync(host));
    }

    [Fact]
    public async Task Who_enters_and_leaves_is_live_on_a_host_that_does_not_lead()
    {
        Birdeye.AddLadder(2);
        await using var leader = Host();
        await using var follower = Host(build: static builder => builder.AddStrategies(static _ => StrategyFactory.ByType(new Dictionary<string, Func<TokenStrategy, string>>
        {
            ["aggressive_momentum"] = static strategy => $"{strategy.Symbol} {strategy.Version}",
            ["by_hand"] = static strategy => $"{strategy.Symbol} by hand",
        })));
        leader.RunNext();
        var registry = follower.Services.GetRequiredService<IStrategyRegistry<string>>();
        await registry.RefreshAsync(Cancellation);
        using (var handle = registry.Borrow(A1))
        {
            Assert.Equal(("A1 1", 1), (handle!.Instance, handle.Strategy.Version));
        }

        await ChangeAsync(follower, "{}");
        Birdeye["A2"].Liquidity = 1;
        leader.RunNext();
        await registry.RefreshAsync(Cancellation);

        using var changed = registry.Borrow(A1);
        Assert.Equal("A1 by hand", changed!.Instance);
        Assert.Null(registry.Borrow(ScriptedBirdeye.AddressOf("A2")));
    }

    private static void Review(BirdeyeDiscoveryOptions options) => options.Strategies.ReevaluateAfterCycles = 2;

    private static IStrategyStore Strategies(SimulatedHost host) => host.Services.GetRequiredService<IStrategyStore>();

    private static async Task ChangeAsync(SimulatedHost host, string config) => Assert.True((await Strategies(host).ChangeStrategyAsync(
        new StrategyChange { TokenAddress = A1, StrategyType = "by_hand", StrategyConfig = config, ChangedBy = "alice" }, Cancellation)).IsDone);

    private static async Task<(string Type, int Version, bool IsByHand)> StrategyAsync(SimulatedHost host)
    {
        var strategy = (await Strategies(host).GetStrategyAsync(A1, Cancellation))!;
        return (strategy.StrategyType, strategy.Version, strategy.IsByHand);
    }

    private void MakeBlue() => (Birdeye["A1"].Fdv, Birdeye["A1"].Liquidity) = (2e9, 2e6);

    private sealed class NamedPolicy : IStrategyPolicy
    {
        public bool Fails { get; set; } = true;

        public StrategyChoice Choose(StrategyFacts facts) =>
            Fails && facts.Symbol == "A1" ? throw new InvalidOperationException("not for this one") : new StrategyChoice($"for {facts.Symbol}");
    }
}
