using BirdeyeDiscovery.Conformance;
using Microsoft.Extensions.Logging.Testing;

namespace BirdeyeDiscovery.Integration.Tests.Postgres;

/// <summary>Two engines on one database, of which one has a wrong clock: the database's time decides who leads.</summary>
public sealed class EngineClockTests
{
    public static TheoryData<TimeSpan> Offsets => [.. WallClock.Offsets];

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Theory]
    [MemberData(nameof(Offsets))]
    public async Task A_host_that_is_off_never_leads_and_one_that_gets_off_gives_way_at_once(TimeSpan off)
    {
        await using var harness = await EngineHost.InstallAsync();
        var (wrong, right) = (new EngineTime(), new EngineTime());
        await using var birdeye = EngineHost.Birdeye(right);
        await using var first = await EngineHost.StartAsync(harness, wrong, birdeye);

        // Wrong from the start, with nobody else there.
        wrong.Set(off);
        await AssertOffAsync(first);
        await using (var second = await EngineHost.StartAsync(harness, right, birdeye))
        {
            await second.RunAsync();
            await AssertOffAsync(first);

            // Put right while it runs, it stands by, and leads when the other is gone.
            wrong.Set(TimeSpan.Zero);
            Assert.Equal(CycleStatus.NotLeader, (await first.Engine.RunCycleAsync(Cancel)).Status);
            Assert.Contains(first.Log.GetSnapshot(), static record => record.Id.Name == "ClockRight");
        }

        Assert.Equal(CycleStatus.NotDue, (await first.Engine.RunCycleAsync(Cancel)).Status);

        // Set wrong while it leads: it gives way, without waiting for the lease to run out.
        wrong.Set(off);
        await AssertOffAsync(first);
        Pass(EngineHost.Interval);
        await using var third = await EngineHost.StartAsync(harness, right, birdeye);
        var result = await third.RunAsync();
        Assert.InRange(result.LastCycle!.Value - right.GetUtcNow(), -EngineHost.Interval, TimeSpan.Zero);
        Assert.Equal(2L, await harness.QueryScalarAsync("SELECT count(*) FROM discovery_snapshots", Cancel));

        void Pass(TimeSpan time)
        {
            wrong.Advance(time);
            right.Advance(time);
        }
    }

    [Theory]
    [MemberData(nameof(Offsets))]
    public async Task Cycles_that_an_older_host_with_a_wrong_clock_has_stored_stop_nobody(TimeSpan off)
    {
        await using var harness = await EngineHost.InstallAsync();
        var (wrong, right) = (new EngineTime(), new EngineTime());
        await using var birdeye = EngineHost.Birdeye(right);
        wrong.Set(off);
        await using (var older = await EngineHost.StartAsync(harness, wrong, birdeye, compares: false))
        {
            await older.TurnAsync();
            wrong.Advance(EngineHost.Interval);
            right.Advance(EngineHost.Interval);
            await older.TurnAsync();
        }

        Assert.Equal(2L, await harness.QueryScalarAsync("SELECT count(*) FROM discovery_snapshots", Cancel));
        await using var host = await EngineHost.StartAsync(harness, right, birdeye);
        var result = await host.RunAsync();
        Assert.Equal(off > TimeSpan.Zero, result.Warnings.Any(static warning => warning.Contains("in the future", StringComparison.Ordinal)));
        Assert.Equal(CycleStatus.NotDue, (await host.Engine.RunCycleAsync(Cancel)).Status);
        right.Advance(EngineHost.Interval);
        await host.RunAsync();
        Assert.Equal(4L, await harness.QueryScalarAsync("SELECT count(*) FROM discovery_snapshots", Cancel));
    }

    [Fact]
    public async Task The_time_of_the_store_is_that_of_the_database_and_a_cycle_is_committed_at_it()
    {
        await using var harness = await EngineHost.InstallAsync();
        var before = (DateTime)(await harness.QueryScalarAsync("SELECT clock_timestamp()", Cancel))!;
        var told = await harness.Host.Lease.GetTimeAsync(Cancel);
        var time = new EngineTime();
        await using var birdeye = EngineHost.Birdeye(time);
        await using var host = await EngineHost.StartAsync(harness, time, birdeye);
        await host.RunAsync();
        var after = (DateTime)(await harness.QueryScalarAsync("SELECT clock_timestamp()", Cancel))!;

        Assert.InRange(told!.Value.UtcDateTime, before, after);
        Assert.InRange((DateTime)(await harness.QueryScalarAsync("SELECT created_at FROM discovery_snapshots", Cancel))!, before, after);
    }

    [Fact]
    public async Task A_host_that_compares_no_clocks_and_ran_far_ahead_drops_nothing_because_the_database_is_asked_for_its_time()
    {
        await using var harness = await EngineHost.InstallAsync();
        var time = new EngineTime();
        await using var birdeye = EngineHost.Birdeye(time);
        await using (var host = await EngineHost.StartAsync(harness, time, birdeye))
        {
            await host.RunAsync();
        }

        // Its clock ran fast, so there is no pause by which it could be noticed.
        await harness.ExecuteAsync(
            """
            INSERT INTO discovery_snapshots (cycle_timestamp, candidates_count)
            SELECT date_trunc('milliseconds', now()) + half_day * interval '12 hours', 0 FROM generate_series(1, 860) AS half_day
            """,
            Cancel);
        var scores = await harness.CountAsync("token_scores", Cancel);
        await using var retention = await harness.OpenRetentionAsync(Cancel);
        var options = new BirdeyeDiscoveryOptions { Storage = { KeepHistoryMonths = 1, MaxClockSkew = TimeSpan.Zero } };
        var ahead = new WallClock(TimeProvider.System, TimeSpan.FromDays(430));
        var logger = new FakeLogger<DiscoveryEngine>();
        var roles = new Roles(harness.Host.Maintenance, retention.Maintenance);
        var upkeep = new StoreUpkeep("", roles, harness.History, harness.Host.Lease, new StoreClock(ahead), ahead, logger);
        await upkeep.DropHistoryAsync(options, Cancel);

        Assert.Empty(logger.Collector.GetSnapshot());
        var now = (DateTime)(await harness.QueryScalarAsync("SELECT now()", Cancel))!;
        Assert.InRange(roles.KeptFrom!.Value.UtcDateTime, now.AddMonths(-1).AddDays(-32), now.AddMonths(-1).AddDays(1));
        Assert.Equal(scores, await harness.CountAsync("token_scores", Cancel));
        Assert.NotEqual(0, scores);
    }

    private static async Task AssertOffAsync(EngineHost host)
    {
        var result = await host.Engine.RunCycleAsync(Cancel);
        Assert.Equal(CycleStatus.ClockOff, result.Status);
        Assert.Contains("Storage:MaxClockSkew", Assert.Single(result.Warnings), StringComparison.Ordinal);
        Assert.Contains(host.Log.GetSnapshot(), static record => record.Id.Name == "ClockOff");
    }

    /// <summary>The runtime role finds the pauses, and the retention role drops.</summary>
    private sealed class Roles(IStoreMaintenance running, IStoreMaintenance retention) : IStoreMaintenance
    {
        public DateTimeOffset? KeptFrom { get; private set; }

        public ValueTask PrepareAsync(DateTimeOffset cycleTime, CancellationToken cancellationToken) => running.PrepareAsync(cycleTime, cancellationToken);

        public ValueTask<RetentionResult> DropHistoryAsync(DateTimeOffset keepFrom, CancellationToken cancellationToken)
        {
            KeptFrom = keepFrom;
            return retention.DropHistoryAsync(keepFrom, cancellationToken);
        }

        public ValueTask<IReadOnlyList<CyclePause>?> FindPausesAsync(DateTimeOffset until, TimeSpan longerThan, CancellationToken cancellationToken) =>
            running.FindPausesAsync(until, longerThan, cancellationToken);
    }
}
