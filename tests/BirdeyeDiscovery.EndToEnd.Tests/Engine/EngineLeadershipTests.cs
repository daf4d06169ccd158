using System.Diagnostics.Metrics;
using BirdeyeDiscovery.Diagnostics;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Diagnostics.Metrics.Testing;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Testing;

namespace BirdeyeDiscovery.EndToEnd.Tests;

/// <summary>What a cycle does when leadership is renewed, doubted or lost under it, and who looks after the store.</summary>
public sealed class EngineLeadershipTests : EngineTest
{
    private readonly SteppedLease _lease = new();

    [Fact]
    public async Task A_call_that_outlasts_the_lease_loses_nothing()
    {
        Birdeye.AddLadder(2);
        await using var host = Host(build: _lease.Use);
        var leadership = host.Services.GetRequiredKeyedService<Leadership>("");
        Birdeye.Before = asked => OnceAt("overview", asked, async () =>
        {
            for (var third = 0; third < 9; third++)
            {
                _lease.Time.Advance(TimeSpan.FromSeconds(10));
                await leadership.Renewing;
            }
        });
        var result = host.RunNext();

        Assert.Equal((CycleStatus.Ran, CycleOutcome.Complete), (result.Status, result.Snapshot!.Outcome));
        Assert.Equal(10, _lease.Asked);
    }

    [Fact]
    public async Task In_doubt_a_cycle_asks_the_api_no_more_and_the_fence_decides_on_what_it_has()
    {
        Birdeye.AddLadder(4);
        await using var host = Host(build: _lease.Use);
        var leadership = host.Services.GetRequiredKeyedService<Leadership>("");
        var calledOff = new TaskCompletionSource();

        // What is registered first is called last: by then the cycle knows.
        leadership.Doubt.Register(calledOff.SetResult);
        Birdeye.Before = asked => OnceAt("txs", asked, async () =>
        {
            _lease.Answer = static () => throw new DiscoveryStoreException("gone") { IsTransient = true };
            _lease.Time.Advance(TimeSpan.FromSeconds(20));
            await calledOff.Task;
        });
        var result = host.RunNext();

        Assert.Equal((CycleStatus.Ran, CycleOutcome.Degraded), (result.Status, result.Snapshot!.Outcome));
        Assert.Contains("leadership is lost or in doubt", result.Snapshot.Error, StringComparison.Ordinal);
        Assert.Contains("txs", Birdeye.Requests[^1], StringComparison.Ordinal);
        Assert.Equal(1, Birdeye.Count("txs"));

        _lease.Answer = null;
        Assert.Equal(CycleOutcome.Complete, host.RunNext().Snapshot!.Outcome);
    }

    [Fact]
    public async Task A_cycle_whose_leadership_is_taken_over_ends_without_a_commit_and_the_host_follows()
    {
        Birdeye.AddLadder(2);
        await using var host = Host(build: builder =>
        {
            _lease.Use(builder);
            builder.Services.AddMetrics();
        });
        await using var other = Host();
        host.RunNext();
        var leadership = host.Services.GetRequiredKeyedService<Leadership>("");
        Birdeye.Before = asked => OnceAt("overview", asked, async () =>
        {
            await TakeOverAsync(other);
            _lease.Time.Advance(TimeSpan.FromSeconds(10));
            await leadership.Renewing;
        });
        using var cycles = new MetricCollector<long>(
            host.Services.GetRequiredService<IMeterFactory>(), DiscoveryTelemetry.MeterName, DiscoveryTelemetry.CyclesMetric);
        var overtaken = host.RunNext();

        Assert.Equal((CycleStatus.NotLeader, Start), (overtaken.Status, overtaken.LastCycle!.Value));
        Assert.Single(await host.History.GetSnapshotsAsync(10, Cancellation));
        Assert.Equal(CycleStatus.NotLeader, host.RunNext().Status);
        Assert.Equal("abandoned", Assert.Single(cycles.GetMeasurementSnapshot(), static one => one.Value != 0).Tags[DiscoveryTelemetry.OutcomeTag]);
    }

    [Fact]
    public async Task A_suspended_leader_wakes_up_at_the_fence_and_follows()
    {
        Birdeye.AddLadder(2);
        await using var host = Host(build: _lease.Use);
        await using var other = Host();
        host.RunNext();

        // No timer fires while a process stands still: it knows of nothing until the store refuses it.
        var asked = _lease.Asked;
        Birdeye.Before = request => OnceAt("overview", request, () =>
        {
            _lease.Time.Suspend(TimeSpan.FromMinutes(2));
            return TakeOverAsync(other);
        });
        var overtaken = host.RunNext();

        Assert.Equal(CycleStatus.NotLeader, overtaken.Status);
        Assert.Equal(asked + 1, _lease.Asked);
        Assert.Null(host.Services.GetRequiredKeyedService<Leadership>("").Epoch);
        Assert.Single(await host.History.GetSnapshotsAsync(10, Cancellation));
        Assert.Equal(CycleStatus.NotLeader, host.RunNext().Status);
    }

    [Fact]
    public async Task A_leader_whose_store_is_gone_for_longer_than_the_lease_gives_up_and_recovers_without_a_restart()
    {
        Birdeye.AddLadder(2);
        await using var host = Host(build: _lease.Use);
        host.RunNext();
        Birdeye.Before = asked => OnceAt("overview", asked, () =>
        {
            _lease.Answer = static () => throw new DiscoveryStoreException("gone") { IsTransient = true };
            _lease.Time.Advance(TimeSpan.FromSeconds(30));
            return Task.CompletedTask;
        });
        Assert.Equal(CycleStatus.NotLeader, host.RunNext().Status);
        Assert.Throws<DiscoveryStoreException>(() => host.RunNext());

        _lease.Answer = null;
        var result = host.RunNext();
        Assert.Equal((CycleStatus.Ran, CycleOutcome.Complete, 1L), (result.Status, result.Snapshot!.Outcome, result.Snapshot.Epoch));
        Assert.Equal(2, (await host.History.GetSnapshotsAsync(10, Cancellation)).Count);
    }

    [Fact]
    public async Task A_cycle_that_was_stored_while_the_lease_ran_out_is_published_by_the_next_turn()
    {
        Birdeye.AddLadder(2);
        await using var host = Host(build: _lease.Use);
        host.RunNext();
        Birdeye.Before = asked => OnceAt("txs", asked, () =>
        {
            _lease.Time.Suspend(TimeSpan.FromMinutes(2));
            return Task.CompletedTask;
        });
        Assert.Equal(CycleStatus.Ran, host.RunNext().Status);
        Assert.Equal(Start, (await host.Cache.GetViewAsync(Cancellation))!.CycleTimestamp);

        Assert.Equal(CycleStatus.NotDue, Clock.Drive(host.Engine.RunCycleAsync(Cancellation)).Status);
        Assert.Equal(Start.AddMinutes(2), (await host.Cache.GetViewAsync(Cancellation))!.CycleTimestamp);
    }

    [Fact]
    public async Task The_loop_of_a_follower_takes_over_within_a_third_of_the_lease()
    {
        Birdeye.AddLadder(2);
        var ran = new TaskCompletionSource<CycleResult>(TaskCreationOptions.RunContinuationsAsynchronously);
        await using var follower = Host(
            static options => options.Storage.Lease = TimeSpan.FromSeconds(1),
            builder => builder.AddObserver(_ => new Observer(ran)));
        var loop = follower.Services.GetRequiredKeyedService<DiscoveryLoop>("");
        await using (var leader = Host())
        {
            leader.RunNext();
            Clock.AdvanceTo(Start.AddMinutes(3));
            await loop.StartAsync(Cancellation);
            await Poll(async () => await follower.Cache.GetViewAsync(Cancellation) is not null);
            Assert.False(ran.Task.IsCompleted);
        }

        var gone = TimeProvider.System.GetTimestamp();
        var result = Clock.Drive(new ValueTask<CycleResult>(ran.Task));
        await loop.StopAsync(Cancellation);

        Assert.Equal(2, result.Snapshot!.Epoch);
        Assert.True(TimeProvider.System.GetElapsedTime(gone) < TimeSpan.FromSeconds(10));
    }

    [Fact]
    public async Task The_loop_of_a_host_whose_store_is_gone_says_so_once_asks_nothing_and_recovers()
    {
        Birdeye.AddLadder(2);
        var log = new FakeLogCollector();
        var ran = new TaskCompletionSource<CycleResult>(TaskCreationOptions.RunContinuationsAsynchronously);
        var failures = 0;
        _lease.Answer = () => ++failures == 4 ? Recover() : throw new DiscoveryStoreException("gone") { IsTransient = true };
        await using var host = Host(build: builder =>
        {
            _lease.Use(builder);
            builder.Services.AddSingleton(new StoreClock(TimeProvider.System));
            builder.Services.AddLogging(logging => logging.AddProvider(new FakeLoggerProvider(log)));
            builder.Services.AddOptions<BirdeyeDiscoveryOptions>().Configure(static options => options.Storage.Lease = TimeSpan.FromSeconds(1));
            builder.AddObserver(_ => new Observer(ran));
        });
        var loop = host.Services.GetRequiredKeyedService<DiscoveryLoop>("");
        await loop.StartAsync(Cancellation);
        var result = Clock.Drive(new ValueTask<CycleResult>(ran.Task));
        await loop.StopAsync(Cancellation);

        Assert.Equal((CycleStatus.Ran, Start), (result.Status, result.Snapshot!.CycleTimestamp));
        Assert.Single(log.GetSnapshot(), static record => record.Id.Name == "CycleCrashed");

        long? Recover()
        {
            Assert.Empty(Birdeye.Requests);
            _lease.Answer = null;
            throw new DiscoveryStoreException("gone") { IsTransient = true };
        }
    }

    [Fact]
    public async Task The_leader_looks_after_the_store_and_a_follower_does_not()
    {
        Birdeye.AddLadder(2);
        var calls = new List<string>();
        await using var host = Host(build: builder => Maintain(builder, "leader", calls));
        await using var other = Host(build: builder => Maintain(builder, "follower", calls));
        host.RunNext();
        Assert.Equal(["leader prepares", "leader drops"], calls);
        Assert.Equal(CycleStatus.NotLeader, other.RunNext().Status);
        host.RunNext();
        Assert.Equal(2, calls.Count);

        for (var cycle = 0; cycle < 6; cycle++)
        {
            Clock.AdvanceTo(Clock.GetUtcNow().AddHours(4));
            host.RunNext();
            other.RunNext();
        }

        Assert.Equal(["leader prepares", "leader drops", "leader prepares", "leader drops"], calls);
    }

    [Fact]
    public async Task Upkeep_that_fails_costs_no_cycle()
    {
        Birdeye.AddLadder(2);
        await using var host = Host(build: static builder => builder.Services.AddKeyedSingleton<IStoreMaintenance>(builder.Name, static (_, _) => new BrokenMaintenance()));

        Assert.Equal(CycleOutcome.Complete, host.RunNext().Snapshot!.Outcome);
        Assert.Equal(CycleOutcome.Complete, host.RunNext().Snapshot!.Outcome);
    }

    private static void Maintain(IBirdeyeDiscoveryBuilder builder, string who, List<string> calls) =>
        builder.Services.AddKeyedSingleton<IStoreMaintenance>(builder.Name, (_, _) => new CountedMaintenance(who, calls));

    private static async Task Poll(Func<Task<bool>> condition)
    {
        var started = TimeProvider.System.GetTimestamp();
        while (!await condition())
        {
            Assert.True(TimeProvider.System.GetElapsedTime(started) < TimeSpan.FromSeconds(20), "it did not happen in time");
            await Task.Delay(TimeSpan.FromMilliseconds(5), TimeProvider.System, Cancellation);
        }
    }

    // Leadership of SQLite is given up by hand: the first host is suspended and, on PostgreSQL, would be overtaken by time.
    private async Task TakeOverAsync(SimulatedHost other)
    {
        await _lease.Inner.ReleaseAsync(Cancellation);
        Assert.Equal(2, await other.Services.GetRequiredKeyedService<ILeaderLease>("").AcquireOrRenewAsync(TimeSpan.FromSeconds(30), Cancellation));
    }

    private Task OnceAt(string part, string asked, Func<Task> act)
    {
        if (!asked.Contains(part, StringComparison.Ordinal))
        {
            return Task.CompletedTask;
        }

        Birdeye.Before = static _ => Task.CompletedTask;
        return act();
    }

    private sealed class Observer(TaskCompletionSource<CycleResult> ran) : IDiscoveryObserver
    {
        public ValueTask OnCycleAsync(CycleResult result, CancellationToken cancellationToken)
        {
            ran.TrySetResult(result);
            return default;
        }
    }

    private sealed class CountedMaintenance(string who, List<string> calls) : IStoreMaintenance
    {
        public ValueTask PrepareAsync(DateTimeOffset cycleTime, CancellationToken cancellationToken = default)
        {
            calls.Add($"{who} prepares");
            return default;
        }

        public ValueTask<RetentionResult> DropHistoryAsync(DateTimeOffset keepFrom, CancellationToken cancellationToken = default)
        {
            calls.Add($"{who} drops");
            return new(new RetentionResult(true, []));
        }
    }

    private sealed class BrokenMaintenance : IStoreMaintenance
    {
        public ValueTask PrepareAsync(DateTimeOffset cycleTime, CancellationToken cancellationToken = default) => throw new DiscoveryStoreException("no right");

        public ValueTask<RetentionResult> DropHistoryAsync(DateTimeOffset keepFrom, CancellationToken cancellationToken = default) => throw new InvalidOperationException("bug");
    }
}
