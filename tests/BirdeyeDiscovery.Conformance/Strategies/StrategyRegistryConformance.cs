using System.Diagnostics;
using System.Globalization;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Time.Testing;
using Xunit;

namespace BirdeyeDiscovery.Conformance;

/// <summary>Live strategies of several hosts on one store: what one changes the others run, whole and in time.</summary>
public abstract class StrategyRegistryConformance : StoreConformance
{
    private static readonly string[] Addresses = [Tokens.Bonk, Tokens.Wif, "third"];

    [Fact]
    public async Task A_change_on_one_host_is_live_on_another_within_one_interval()
    {
        await using var harness = await TrackedAsync();
        await using var other = await harness.OpenHostAsync(Cancel);
        var clock = new CountingClock();
        var interval = TimeSpan.FromSeconds(5);
        var factory = new ProbeStrategy.Factory();
        var services = ProbeStrategy.Services(other, factory, clock, interval);
        var registry = services.GetRequiredService<IStrategyRegistry<ProbeStrategy>>();
        await using var ending = (IAsyncDisposable)registry;
        var poller = Assert.Single(services.GetServices<IHostedService>());
        await poller.StartAsync(Cancel);
        await clock.WaitAsync(timers: 1);
        Assert.Equal(1, VersionOf(registry, Tokens.Bonk));

        await harness.Host.Strategies.ChangeStrategyAsync(new StrategyChange { TokenAddress = Tokens.Bonk, StrategyType = "new", ChangedBy = "alice" }, Cancel);
        clock.Advance(interval);
        await clock.WaitAsync(timers: 2);

        Assert.Equal(2, VersionOf(registry, Tokens.Bonk));
        Assert.Equal(1, VersionOf(registry, Tokens.Wif));
        Assert.Equal(clock.GetUtcNow(), registry.AsOf);
        await poller.StopAsync(Cancel);
        Assert.Null(registry.Borrow(Tokens.Bonk));
        Assert.Equal(4, factory.Made.Count);
        Assert.All(factory.Made, static probe => Assert.Equal(1, probe.Disposals));
    }

    [Fact]
    public async Task Under_changes_from_two_hosts_each_reader_sees_whole_versions_and_each_instance_is_disposed_once()
    {
        await using var harness = await TrackedAsync();
        await using var other = await harness.OpenHostAsync(Cancel);
        StoreHost[] hosts = [harness.Host, other];
        ProbeStrategy.Factory[] factories = [new(), new()];
        IStrategyRegistry<ProbeStrategy>[] registries = [.. hosts.Zip(factories, (host, factory) => ProbeStrategy.Registry(host, factory, harness.Clock))];
        foreach (var registry in registries)
        {
            await registry.RefreshAsync(Cancel);
        }

        var stop = 0;
        var reads = 0L;
        var writers = Enumerable.Range(0, 3).Select(writer => Task.Run(() => ChangeAsync(hosts[writer % 2].Strategies, writer, AllSawEnough), Cancel)).ToArray();
        var refreshers = registries.SelectMany(registry => new[] { registry, registry }).Select(registry => Task.Run(
            async () =>
            {
                while (Volatile.Read(ref stop) == 0)
                {
                    await registry.RefreshAsync(Cancel);
                }
            },
            Cancel)).ToArray();
        var readers = Enumerable.Range(0, 6).Select(reader => Task.Run(
            async () =>
            {
                for (var read = reader; Volatile.Read(ref stop) == 0; read++)
                {
                    using (var handle = registries[read % 2].Borrow(Addresses[read / 2 % 3]))
                    {
                        AssertWhole(handle);
                        await Task.Yield();
                        AssertWhole(handle);
                    }

                    Interlocked.Increment(ref reads);
                }
            },
            Cancel)).ToArray();

        await Task.WhenAll(writers);
        await LeaveAndReturnAsync(harness);
        Volatile.Write(ref stop, 1);
        await Task.WhenAll([.. refreshers, .. readers]);

        foreach (var registry in registries)
        {
            await registry.RefreshAsync(Cancel);
            foreach (var stored in await hosts[0].Strategies.GetActiveStrategiesAsync(Cancel))
            {
                using var handle = registry.Borrow(stored.Address)!;
                Assert.Equal(stored, handle.Strategy);
            }

            await ((IAsyncDisposable)registry).DisposeAsync();
            ((IDisposable)registry).Dispose();
        }

        Assert.All(factories.SelectMany(static factory => factory.Made), static probe => Assert.Equal(1, probe.Disposals));
        Assert.True(AllSawEnough(), $"too little was seen: {reads} reads");

        // How often each host looks meanwhile is the machine's affair.
        bool AllSawEnough() => factories.All(static factory => factory.Made.Count > 10) && Interlocked.Read(ref reads) > 1000;
    }

    [Fact]
    public async Task A_token_that_another_host_moves_takes_its_strategy_along_and_leaves_no_instance_behind()
    {
        const string New = "moved";
        await using var harness = await TrackedAsync();
        await using var other = await harness.OpenHostAsync(Cancel);
        var factory = new ProbeStrategy.Factory();
        var registry = ProbeStrategy.Registry(other, factory, harness.Clock);
        await using var ending = (IAsyncDisposable)registry;
        var change = new StrategyChange { TokenAddress = Tokens.Bonk, StrategyType = "tuned", StrategyConfig = "\"tuned\"", ChangedBy = "alice" };
        await harness.Host.Strategies.ChangeStrategyAsync(change, Cancel);
        await registry.RefreshAsync(Cancel);
        var old = Assert.Single(factory.Made, static probe => probe.StrategyType == "tuned");

        await Operators.Of(harness.Host, harness).MigrateTokenAsync(Tokens.Bonk, New, Operators.Note(), Cancel);
        await registry.RefreshAsync(Cancel);
        await registry.RefreshAsync(Cancel);

        Assert.Null(registry.Borrow(Tokens.Bonk));
        using (var handle = registry.Borrow(New)!)
        {
            Assert.Equal(("tuned", "\"tuned\""), (handle.Instance.StrategyType, handle.Instance.StrategyConfig));
            Assert.Equal((New, 0), (handle.Strategy.Address, handle.Instance.Disposals));
        }

        Assert.Equal(1, old.Disposals);
        Assert.Equal(2, factory.Made.Count(static probe => probe.StrategyType == "tuned"));
        Assert.Equal(2, factory.Made.Count(static probe => probe.StrategyType != "tuned"));
    }

    // Type and configuration carry one number, so that half a change shows.
    private static async Task ChangeAsync(IStrategyStore strategies, int writer, Func<bool> isEnough)
    {
        for (var number = 0; number < 30 || (number < 2000 && !isEnough()); number++)
        {
            var mark = string.Create(CultureInfo.InvariantCulture, $"{writer}-{number}");
            var change = new StrategyChange { TokenAddress = Addresses[(number + writer) % 3], StrategyType = mark, StrategyConfig = $"\"{mark}\"", ChangedBy = "writer" };
            Assert.True((await strategies.ChangeStrategyAsync(change, Cancel)).IsDone);
        }
    }

    private static async Task LeaveAndReturnAsync(StoreHarness harness)
    {
        foreach (var status in new[] { TokenStatus.Paused, TokenStatus.Active, TokenStatus.Paused, TokenStatus.Active })
        {
            var token = (await harness.Store.FindAsync(Tokens.Bonk, Cancel))!;
            var cycle = 2 + token.Revision;
            await harness.CommitAsync(Plans.Cycle(cycle, tokens: [token with { Status = status }]), Cancel);
        }
    }

    private static void AssertWhole(StrategyHandle<ProbeStrategy>? handle)
    {
        if (handle is not { Instance: var probe, Strategy: var strategy })
        {
            return;
        }

        if (probe.Disposals != 0
            || (probe.StrategyType, probe.StrategyConfig, probe.Version) != (strategy.StrategyType, strategy.StrategyConfig, strategy.Version)
            || (strategy.Version > 1 && strategy.StrategyConfig != $"\"{strategy.StrategyType}\""))
        {
            throw new InvalidOperationException($"{strategy} with an instance of {probe.StrategyType}, {probe.StrategyConfig}, version {probe.Version}, disposed {probe.Disposals} times.");
        }
    }

    private static int? VersionOf(IStrategyRegistry<ProbeStrategy> registry, string address)
    {
        using var handle = registry.Borrow(address);
        return handle?.Instance.Version;
    }

    private async Task<StoreHarness> TrackedAsync()
    {
        var harness = await StartAsync();
        await harness.CommitAsync(Plans.Cycle(1, tokens: [.. Addresses.Select(static (address, index) => Tokens.New(address, "T" + index, 1))]), Cancel);
        return harness;
    }

    /// <summary>A clock that says how many timers were made: a poller that waits has made one.</summary>
    private sealed class CountingClock() : FakeTimeProvider(Plans.Start)
    {
        private int _timers;

        public override ITimer CreateTimer(TimerCallback callback, object? state, TimeSpan dueTime, TimeSpan period)
        {
            var timer = base.CreateTimer(callback, state, dueTime, period);
            Interlocked.Increment(ref _timers);
            return timer;
        }

        public async Task WaitAsync(int timers)
        {
            var started = Stopwatch.GetTimestamp();
            while (Volatile.Read(ref _timers) < timers)
            {
                Assert.True(Stopwatch.GetElapsedTime(started).TotalSeconds < 30, "the poller did not look in time");
                await Task.Delay(5, Cancel);
            }
        }
    }
}
