using BirdeyeDiscovery.Conformance;

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

    private static async Task AssertOffAsync(EngineHost host)
    {
        var result = await host.Engine.RunCycleAsync(Cancel);
        Assert.Equal(CycleStatus.ClockOff, result.Status);
        Assert.Contains("Storage:MaxClockSkew", Assert.Single(result.Warnings), StringComparison.Ordinal);
        Assert.Contains(host.Log.GetSnapshot(), static record => record.Id.Name == "ClockOff");
    }
}
