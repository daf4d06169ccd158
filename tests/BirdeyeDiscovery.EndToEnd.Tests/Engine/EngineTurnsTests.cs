using Microsoft.Extensions.DependencyInjection;

namespace BirdeyeDiscovery.EndToEnd.Tests;

/// <summary>Whose turn it is: due, running, leading, and with which options.</summary>
public sealed class EngineTurnsTests : EngineTest
{
    [Fact]
    public async Task Before_its_time_a_cycle_is_not_due_and_asks_nothing()
    {
        Birdeye.AddLadder(2);
        await using var host = Host();
        host.RunNext();
        var asked = Birdeye.Requests.Count;
        Clock.AdvanceTo(Start.AddSeconds(119));
        var result = Clock.Drive(host.Engine.RunCycleAsync(Cancellation));

        Assert.Equal((CycleStatus.NotDue, Start, Start.AddSeconds(120)), (result.Status, result.LastCycle!.Value, result.NextDue!.Value));
        Assert.Equal(asked, Birdeye.Requests.Count);
    }

    [Fact]
    public async Task A_second_call_while_a_cycle_runs_says_so_and_the_running_cycle_is_visible()
    {
        Birdeye.AddLadder(2);
        await using var host = Host();
        var statuses = new List<CycleStatus>();
        var phases = new List<CycleProgress>();
        Birdeye.Before = async _ =>
        {
            statuses.Add((await host.Engine.RunCycleAsync(Cancellation)).Status);
            phases.Add(host.Engine.Current!);
        };
        Assert.Null(host.Engine.Current);
        host.RunNext();

        Assert.All(statuses, static status => Assert.Equal(CycleStatus.AlreadyRunning, status));
        Assert.Equal([CyclePhase.Trending, CyclePhase.Security, CyclePhase.Market, CyclePhase.Candles], phases.Select(static progress => progress.Phase).Distinct());
        Assert.All(phases, static progress => Assert.Equal(Start, progress.CycleTimestamp));
        Assert.All(
            phases.Where(static progress => progress.Phase == CyclePhase.Trending),
            static progress => Assert.Equal((0, 1), (progress.Done, progress.Total)));
        Assert.Equal(
            [(0, 2), (1, 2)],
            phases.Where(static progress => progress.Phase == CyclePhase.Security).Select(static progress => (progress.Done, progress.Total)));
        Assert.Null(host.Engine.Current);
    }

    [Fact]
    public async Task A_second_host_follows_and_takes_over_when_the_first_is_gone()
    {
        Birdeye.AddLadder(2);
        await using var second = Host();
        await using (var first = Host())
        {
            first.RunNext();
            Clock.AdvanceTo(Start.AddSeconds(120));
            var following = Clock.Drive(second.Engine.RunCycleAsync(Cancellation));
            Assert.Equal((CycleStatus.NotLeader, Start), (following.Status, following.LastCycle!.Value));
            Assert.Equal(await first.Cache.GetActiveTokensAsync(Cancellation), await second.Cache.GetActiveTokensAsync(Cancellation));
            Assert.Equal(Start, (await second.Cache.GetViewAsync(Cancellation))!.CycleTimestamp);
        }

        var leading = second.RunNext();
        Assert.Equal((CycleStatus.Ran, 2L), (leading.Status, leading.Snapshot!.Epoch));
        Assert.All(leading.Scores, static score => Assert.Equal(ScoreAction.Keep, score.Action));
    }

    [Fact]
    public async Task An_invalid_change_of_options_keeps_the_old_ones_and_says_so()
    {
        Birdeye.AddLadder(8);
        Action<BirdeyeDiscoveryOptions> change = static options => options.Discovery.ActiveSlots = 2;
        await using var host = Host(options => change(options));
        Assert.Equal(2, host.RunNext().ActiveTokens.Count);

        change = static options => options.Discovery.ActiveSlots = 0;
        var invalid = host.RunNext();
        Assert.Equal((CycleStatus.Ran, 2), (invalid.Status, invalid.ActiveTokens.Count));
        Assert.Contains("ActiveSlots", Assert.Single(invalid.Warnings), StringComparison.Ordinal);

        change = static _ => throw new FormatException("Password=secret");
        var thrown = Assert.Single(host.RunNext().Warnings);
        Assert.Contains("FormatException", thrown, StringComparison.Ordinal);
        Assert.DoesNotContain("secret", thrown, StringComparison.Ordinal);

        change = static options => options.Discovery.ActiveSlots = 3;
        var valid = host.RunNext();
        Assert.Empty(valid.Warnings);
        Assert.Equal(3, valid.ActiveTokens.Count);
    }

    [Fact]
    public async Task Two_named_engines_in_one_host_do_not_see_each_other()
    {
        using var other = new ScriptedBirdeye(Clock);
        Birdeye.AddLadder(2);
        other.AddLadder(3, prefix: "B");
        var services = new ServiceCollection().AddSingleton<TimeProvider>(Clock);
        AddEngine(services, "solana", Birdeye);
        AddEngine(services, "base", other);
        await using var provider = services.BuildServiceProvider();
        foreach (var (name, symbols) in new[] { ("solana", new[] { "A1", "A2" }), ("base", ["B1", "B2", "B3"]) })
        {
            var result = Clock.Drive(provider.GetRequiredKeyedService<IDiscoveryEngine>(name).RunCycleAsync(Cancellation));
            Assert.Equal(symbols, result.Scores.Select(static score => score.Symbol));
        }

        var view = await provider.GetRequiredKeyedService<ICacheLayer>("solana").GetViewAsync(Cancellation);
        Assert.Equal(["A1", "A2"], view!.Scores.Select(static score => score.Symbol));
        Assert.Equal(3, (await provider.GetRequiredKeyedService<ITrackedTokenStore>("base").GetTokensAsync([], Cancellation)).Count);
    }

    [Fact]
    public async Task Adding_an_engine_twice_adds_its_options_and_no_second_engine()
    {
        Birdeye.AddLadder(3);
        await using var host = Host(build: static builder => builder.Services.AddBirdeyeDiscovery(static options => options.Discovery.ActiveSlots = 1));

        Assert.Single(host.RunNext().ActiveTokens);
        Assert.Single(host.Services.GetServices<IDiscoveryEngine>());
    }

    [Fact]
    public async Task An_engine_without_a_store_names_the_verb_that_chooses_one()
    {
        var services = new ServiceCollection();
        services.AddBirdeyeDiscovery(static _ => { });
        await using var provider = services.BuildServiceProvider();

        Assert.Contains("UseSqlite", Assert.Throws<InvalidOperationException>(() => provider.GetRequiredService<IDiscoveryEngine>()).Message, StringComparison.Ordinal);
    }

    private void AddEngine(IServiceCollection services, string name, ScriptedBirdeye birdeye) => services
        .AddBirdeyeDiscovery(name, options =>
        {
            options.Birdeye.BaseUrl = new Uri("http://127.0.0.1/");
            options.Birdeye.Chain = name;
            options.Birdeye.Enrichment = EnrichmentSource.Overview;
            options.Discovery.Seeds = [];
            options.Cache.KeyPrefix = name + ":";
        })
        .UseSqlite(File(name + ".db"))
        .UseScorer(static _ => new ScriptedScorer())
        .UseHttpHandler(_ => birdeye)
        .WithoutHostedService();
}
