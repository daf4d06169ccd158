using System.Diagnostics;
using BirdeyeDiscovery.Conformance;
using BirdeyeDiscovery.Servers;
using BirdeyeDiscovery.Testing;

namespace BirdeyeDiscovery.Integration.Tests.Postgres;

/// <summary>Two engines on one database, whose leader dies or stands still.</summary>
public sealed class TwoEnginesTests
{
    // A follower asks each third of the lease; the rest is for a machine that is busy with other tests.
    private static readonly TimeSpan TakeOver = (EngineHost.Lease * 4 / 3) + TimeSpan.FromSeconds(3);

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_follower_takes_over_from_a_leader_that_dies_and_every_cycle_is_stored_once()
    {
        await using var harness = await EngineHost.InstallAsync();
        var time = new EngineTime();
        await using var birdeye = EngineHost.Birdeye(time);
        var leader = await EngineHost.StartAsync(harness, time, birdeye);
        var dead = new List<EngineHost>();
        try
        {
            await leader.RunAsync();
            for (var death = 1; death <= 2; death++)
            {
                var follower = await EngineHost.StartAsync(harness, time, birdeye);
                time.Advance(EngineHost.Interval);
                Assert.Equal(CycleStatus.NotLeader, (await follower.Engine.RunCycleAsync(Cancel)).Status);
                await leader.RunAsync();
                time.Advance(EngineHost.Interval);

                leader.Kill();
                dead.Add(leader);
                await AssertTakesOverAsync(follower);
                leader = follower;
            }

            await AssertHistoryAsync(harness, cycles: 5, epochs: 3);
        }
        finally
        {
            foreach (var host in dead.Append(leader))
            {
                await host.DisposeAsync();
            }
        }
    }

    [Theory]
    [InlineData("INSERT INTO \"discovery\".discovery_snapshots")]
    [InlineData("COMMIT")]
    public async Task A_leader_suspended_within_its_commit_writes_nothing_when_it_wakes_after_another_has(string where)
    {
        await using var harness = await EngineHost.InstallAsync();
        var time = new EngineTime();
        await using var birdeye = EngineHost.Birdeye(time);
        await using var first = await EngineHost.StartAsync(harness, time, birdeye);
        await using var second = await EngineHost.StartAsync(harness, time, birdeye);
        await first.RunAsync();
        Assert.Equal(CycleStatus.NotLeader, (await second.Engine.RunCycleAsync(Cancel)).Status);
        time.Advance(EngineHost.Interval);

        var suspended = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        var isCycle = false;
        first.Proxy.OnMessage = message =>
        {
            isCycle |= message.Type == 'P' && message.Sql!.StartsWith("INSERT INTO \"discovery\".discovery_snapshots", StringComparison.Ordinal);
            if (isCycle && message.Type is 'P' or 'Q' && message.Sql!.StartsWith(where, StringComparison.Ordinal) && suspended.TrySetResult())
            {
                first.Proxy.Pause();
            }

            return null;
        };
        var stale = first.TurnAsync();
        await suspended.Task.WaitAsync(TimeSpan.FromSeconds(20), Cancel);

        await AssertTakesOverAsync(second);
        first.Proxy.OnMessage = null;
        first.Proxy.Resume();
        var result = await stale.WaitAsync(TimeSpan.FromSeconds(60), Cancel);

        Assert.True(result is null or { Status: CycleStatus.NotLeader }, result?.Status.ToString());
        time.Advance(EngineHost.Interval);
        Assert.True(await first.TurnAsync() is null or { Status: CycleStatus.NotLeader });
        await second.RunAsync();
        await AssertHistoryAsync(harness, cycles: 3, epochs: 2);
    }

    /// <summary>Runs the turns of a follower, as its loop does, until it has run a cycle.</summary>
    private static async Task AssertTakesOverAsync(EngineHost follower)
    {
        var began = Stopwatch.GetTimestamp();
        for (; ; )
        {
            var result = await follower.TurnAsync();
            if (result?.Status == CycleStatus.Ran)
            {
                break;
            }

            Assert.True(Stopwatch.GetElapsedTime(began) < TakeOver, $"{Stopwatch.GetElapsedTime(began)}: {result?.Status} {string.Join('\n', follower.Log.GetSnapshot())}");
            await Task.Delay(EngineHost.Lease / 3, TimeProvider.System, Cancel);
        }

        Assert.InRange(Stopwatch.GetElapsedTime(began), TimeSpan.Zero, TakeOver);
    }

    private static async Task AssertHistoryAsync(PostgresHarness harness, int cycles, int epochs)
    {
        Assert.Equal([[(long)cycles, (long)cycles, (long)epochs]], await harness.QueryRowsAsync(
            "SELECT count(*), count(DISTINCT cycle_timestamp), count(DISTINCT epoch) FROM discovery_snapshots", Cancel));

        // Numbers are given under the lock of the lease: their order is the order of the commits.
        Assert.Empty(await harness.QueryRowsAsync(
            """
            SELECT id FROM (
                SELECT id, epoch < lag(epoch) OVER (ORDER BY id) AS is_stale, cycle_timestamp < lag(cycle_timestamp) OVER (ORDER BY id) AS is_late
                FROM discovery_snapshots) s
            WHERE is_stale OR is_late
            """,
            Cancel));
        Assert.Empty(await harness.QueryRowsAsync(
            """
            SELECT id FROM discovery_snapshots d
            WHERE scored_count <> (SELECT count(*) FROM token_scores s WHERE s.snapshot_id = d.id)
                OR rejected_count <> (SELECT count(*) FROM candidate_rejections r WHERE r.snapshot_id = d.id)
            """,
            Cancel));
    }
}
