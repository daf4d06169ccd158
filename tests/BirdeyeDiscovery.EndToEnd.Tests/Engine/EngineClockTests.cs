using BirdeyeDiscovery.Conformance;
using Microsoft.Extensions.DependencyInjection;

namespace BirdeyeDiscovery.EndToEnd.Tests;

/// <summary>Hosts on one file whose clocks are wrong, are set while they run, or were wrong before.</summary>
public sealed class EngineClockTests : EngineTest
{
    private static readonly TimeSpan Interval = TimeSpan.FromMinutes(2);

    private readonly WallClock _wall;

    public EngineClockTests() => _wall = new WallClock(Clock);

    public static TheoryData<TimeSpan> Offsets => [.. WallClock.Offsets];

    [Theory]
    [MemberData(nameof(Offsets))]
    public async Task A_host_that_is_off_the_api_commits_nothing_and_another_leads_until_it_is_put_right(TimeSpan off)
    {
        Birdeye.AddLadder(2);
        _wall.Set(off);
        await using var host = Wrong();
        var result = Run(host);

        Assert.Equal(CycleStatus.ClockOff, result.Status);
        Assert.Contains(off > TimeSpan.Zero ? "ahead of the time of the API" : "behind the time of the API", Assert.Single(result.Warnings), StringComparison.Ordinal);
        Assert.Empty(await host.History.GetSnapshotsAsync(10, Cancellation));
        Assert.All(Birdeye.Requests, static request => Assert.Contains("token_trending", request, StringComparison.Ordinal));
        var asked = Birdeye.Requests.Count;
        Assert.Equal(CycleStatus.ClockOff, Run(host).Status);
        Assert.Equal(asked, Birdeye.Requests.Count);

        var first = Clock.GetUtcNow();
        await using (var other = Host())
        {
            Assert.Equal((CycleStatus.Ran, first), (Run(other).Status, other.Engine.LastResult!.Snapshot!.CycleTimestamp));
            Assert.Equal(CycleStatus.ClockOff, Run(host).Status);
            _wall.Set(TimeSpan.Zero);
            Assert.Equal(CycleStatus.NotLeader, Run(host).Status);
        }

        Clock.AdvanceTo(first + Interval);
        Assert.Equal((CycleStatus.Ran, first + Interval), (Run(host).Status, host.Engine.LastResult!.LastCycle));
    }

    [Theory]
    [MemberData(nameof(Offsets))]
    public async Task A_leader_whose_clock_is_set_wrong_while_it_runs_gives_leadership_up_before_it_commits(TimeSpan off)
    {
        Birdeye.AddLadder(2);
        await using var host = Wrong();
        Assert.Equal(CycleStatus.Ran, Run(host).Status);
        Clock.AdvanceTo(Start + Interval);
        _wall.Set(off);
        Assert.Equal(CycleStatus.ClockOff, Run(host).Status);

        await using var other = Host();
        Assert.Equal((CycleStatus.Ran, Start + Interval), (Run(other).Status, other.Engine.LastResult!.LastCycle));
        Assert.Equal(2, (await host.History.GetSnapshotsAsync(10, Cancellation)).Count);
    }

    [Theory]
    [MemberData(nameof(Offsets))]
    public async Task Cycles_that_a_host_with_a_wrong_clock_has_stored_stop_no_schedule_and_no_view(TimeSpan off)
    {
        Birdeye.AddLadder(2);
        _wall.Set(off);

        // An older version compared no clocks.
        await using (var older = Wrong(compare: false))
        {
            Assert.Equal((CycleStatus.Ran, Start + off), (Run(older).Status, older.Engine.LastResult!.LastCycle));
        }

        var first = Start + Interval;
        Clock.AdvanceTo(first);
        await using var host = Host();
        var result = Run(host);
        Assert.Equal((CycleStatus.Ran, first), (result.Status, result.LastCycle));
        Assert.Equal(off > TimeSpan.Zero, result.Warnings.Any(static warning => warning.Contains("in the future", StringComparison.Ordinal)));
        Assert.Equal((CycleStatus.NotDue, first + Interval), (Run(host).Status, Run(host).NextDue));
        for (var cycle = 1; cycle <= 6; cycle++)
        {
            // The fourth time is one that a clock ten minutes ahead has used.
            Clock.AdvanceTo(first + (cycle * Interval) + TimeSpan.FromMilliseconds(5));
            result = Run(host);
            Assert.Equal(CycleStatus.Ran, result.Status);
            Assert.InRange(result.LastCycle!.Value - first - (cycle * Interval), TimeSpan.Zero, TimeSpan.FromMilliseconds(1));
            Assert.DoesNotContain(result.Warnings, static warning => warning.Contains("in the future", StringComparison.Ordinal));
            Assert.Equal(result.LastCycle, (await host.Cache.GetViewAsync(Cancellation))!.CycleTimestamp);
        }

        Assert.Equal(8, (await host.History.GetSnapshotsAsync(10, Cancellation)).Count);
    }

    [Theory]
    [MemberData(nameof(Offsets))]
    public async Task When_the_clock_of_the_leader_is_set_while_two_hosts_run_discovery_goes_on_within_an_interval_and_a_lease(TimeSpan off)
    {
        Birdeye.AddLadder(2);
        var lease = new BirdeyeDiscoveryOptions().Storage.Lease;
        await using var host = Wrong();
        await using var other = Host();
        Assert.Equal(CycleStatus.Ran, Run(host).Status);
        Clock.AdvanceTo(Start + Interval);
        Assert.Equal(CycleStatus.Ran, Run(host).Status);
        var (last, began) = (host.Engine.LastResult!.LastCycle!.Value, Clock.GetUtcNow());

        // As their loops do: the leader when the interval has elapsed, and each of them that does not lead after every third of the lease.
        _wall.Set(off);
        var result = Run(other);
        for (var step = 1; result.Status != CycleStatus.Ran && step < 30; step++)
        {
            Assert.Equal(CycleStatus.NotLeader, result.Status);
            Clock.AdvanceTo(began + (step * lease / 3));
            if (Clock.GetUtcNow() >= began + Interval)
            {
                Assert.Equal(CycleStatus.ClockOff, Run(host).Status);
            }

            result = Run(other);
        }

        Assert.Equal(CycleStatus.Ran, result.Status);
        Assert.InRange(result.LastCycle!.Value - last, TimeSpan.Zero, Interval + lease);
        var view = Clock.Drive(other.Services.GetRequiredService<ILiveReader>().GetViewAsync(Cancellation));
        Assert.Equal((result.LastCycle, false), (view.AsOf, view.IsStale));

        // The follower's own view does not get fresh by its wrong clock, nor stale: it is that of the leader.
        Assert.Equal(CycleStatus.ClockOff, Run(host).Status);
        view = Clock.Drive(host.Services.GetRequiredService<ILiveReader>().GetViewAsync(Cancellation));
        Assert.Equal((result.LastCycle, false), (view.AsOf, view.IsStale));
        Clock.AdvanceTo(Clock.GetUtcNow() + (3 * Interval));
        view = Clock.Drive(host.Services.GetRequiredService<ILiveReader>().GetViewAsync(Cancellation));
        Assert.True(view.IsStale);
        Assert.Equal(3, (await other.History.GetScoreHistoryAsync(Birdeye["A1"].Address, DateTimeOffset.UnixEpoch, DateTimeOffset.MaxValue, Cancellation)).Count);
    }

    [Theory]
    [InlineData(430)]
    [InlineData(26_600)]
    public async Task A_host_that_is_far_ahead_and_has_no_other_clock_drops_no_history(int days)
    {
        Birdeye.AddLadder(2);
        await using (var host = Host())
        {
            Run(host);
        }

        _wall.Set(TimeSpan.FromDays(days));
        await using var ahead = Wrong(compare: false);
        Assert.Equal(CycleStatus.Ran, Run(ahead).Status);

        var first = await ahead.History.FindSnapshotAsync(Start, Cancellation);
        Assert.Equal(first!.ScoredCount, (await ahead.History.GetScoresAsync(first.Id, Cancellation)).Count);
        Assert.NotEqual(0, first.ScoredCount);
    }

    [Theory]
    [InlineData(-60)]
    [InlineData(-430 * 1440)]
    [InlineData(60)]
    public async Task A_loop_whose_clock_is_set_while_it_waits_runs_the_next_cycle_in_time(int minutes)
    {
        Birdeye.AddLadder(2);
        var cycles = new Cycles();
        await using var host = Wrong(compare: false, builder => builder.AddObserver(_ => cycles));
        var loop = host.Services.GetRequiredKeyedService<DiscoveryLoop>("");
        await loop.StartAsync(Cancellation);
        Clock.Drive(new ValueTask<CycleResult>(cycles.First.Task));
        _wall.Set(TimeSpan.FromMinutes(minutes));
        var began = Clock.GetUtcNow();
        Clock.Drive(new ValueTask<CycleResult>(cycles.Second.Task));
        await loop.StopAsync(Cancellation);

        // After a cycle of its own it waits for an interval at most, whatever its clock says then.
        Assert.InRange(Clock.GetUtcNow() - began, TimeSpan.Zero, Interval + TimeSpan.FromSeconds(30));
    }

    [Fact]
    public async Task A_loop_waits_out_the_last_fraction_of_a_millisecond()
    {
        Birdeye.AddLadder(2);
        var cycles = new Cycles();
        _wall.Set(TimeSpan.FromTicks(3));
        await using var host = Wrong(compare: false, builder => builder.AddObserver(_ => cycles));
        var loop = host.Services.GetRequiredKeyedService<DiscoveryLoop>("");
        await loop.StartAsync(Cancellation);
        Clock.Drive(new ValueTask<CycleResult>(cycles.First.Task));
        Assert.Equal(CycleStatus.Ran, Clock.Drive(new ValueTask<CycleResult>(cycles.Second.Task)).Status);
        await loop.StopAsync(Cancellation);
    }

    private CycleResult Run(SimulatedHost host) => Clock.Drive(host.Engine.RunCycleAsync(Cancellation));

    /// <summary>Makes a host on the wrong clock, whose API tells the right one.</summary>
    private SimulatedHost Wrong(bool compare = true, Action<IBirdeyeDiscoveryBuilder>? build = null) => Host(
        options => options.Storage.MaxClockSkew = compare ? options.Storage.MaxClockSkew : TimeSpan.Zero,
        builder =>
        {
            builder.Services.AddSingleton<TimeProvider>(_wall);
            builder.UseHttpHandler(_ => new Dated(Birdeye, Clock));
            build?.Invoke(builder);
        });

    private sealed class Dated(HttpMessageHandler api, TimeProvider clock) : HttpMessageHandler
    {
        private readonly HttpMessageInvoker _api = new(api, disposeHandler: false);

        protected override async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
        {
            var response = await _api.SendAsync(request, cancellationToken);
            response.Headers.Date = clock.GetUtcNow();
            return response;
        }

        protected override void Dispose(bool disposing)
        {
            _api.Dispose();
            base.Dispose(disposing);
        }
    }

    private sealed class Cycles : IDiscoveryObserver
    {
        public TaskCompletionSource<CycleResult> First { get; } = new(TaskCreationOptions.RunContinuationsAsynchronously);

        public TaskCompletionSource<CycleResult> Second { get; } = new(TaskCreationOptions.RunContinuationsAsynchronously);

        public ValueTask OnCycleAsync(CycleResult result, CancellationToken cancellationToken)
        {
            if (!First.TrySetResult(result))
            {
                Second.TrySetResult(result);
            }

            return ValueTask.CompletedTask;
        }
    }
}
