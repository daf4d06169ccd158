using BirdeyeDiscovery.Conformance;
using BirdeyeDiscovery.Servers;
using BirdeyeDiscovery.Testing;
using Npgsql;

namespace BirdeyeDiscovery.Integration.Tests.Postgres;

/// <summary>An engine whose server is in trouble while a cycle is committed: the cycle is whole or not there, the host lives, the next cycle is healthy.</summary>
public sealed class EngineServerFaultTests
{
    private const string Scores = "INSERT INTO \"discovery\".token_scores";

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData(PostgresErrorCodes.DiskFull, false)]
    [InlineData(PostgresErrorCodes.AdminShutdown, true)]
    [InlineData(PostgresErrorCodes.TooManyConnections, true)]
    [InlineData(PostgresErrorCodes.LockNotAvailable, true)]
    [InlineData(PostgresErrorCodes.DeadlockDetected, true)]
    public async Task An_error_that_lasts_costs_the_cycle_and_nothing_else(string state, bool isTransient)
    {
        await using var harness = await EngineHost.InstallAsync();
        var time = new EngineTime();
        await using var birdeye = EngineHost.Birdeye(time);
        await using var host = await EngineHost.StartAsync(harness, time, birdeye);
        var before = await host.RunAsync();
        time.Advance(EngineHost.Interval);
        host.Proxy.OnMessage = message => message.Type is 'P' or 'E' && message.Sql?.StartsWith(Scores, StringComparison.Ordinal) == true ? PostgresFault.Error(state) : null;

        var error = await Assert.ThrowsAsync<DiscoveryStoreException>(async () => await host.Engine.RunCycleAsync(Cancel));

        Assert.True(error.IsTransient == isTransient, error.ToString());
        Assert.Equal(1, await harness.CountAsync("discovery_snapshots", Cancel));
        host.Proxy.OnMessage = null;
        time.Advance(EngineHost.Interval);
        var after = await host.RunAsync();
        await AssertWholeAsync(harness, before, after);
    }

    [Fact]
    public async Task A_lock_that_is_held_on_the_lease_costs_the_turns_in_which_it_is_held()
    {
        await using var harness = await EngineHost.InstallAsync();
        var time = new EngineTime();
        await using var birdeye = EngineHost.Birdeye(time);
        await using var host = await EngineHost.StartAsync(harness, time, birdeye);
        var before = await host.RunAsync();
        time.Advance(EngineHost.Interval);
        await using (var other = await (await harness.DatabaseAsync()).Open().OpenConnectionAsync(Cancel))
        {
            await using var transaction = await other.BeginTransactionAsync(Cancel);
            await using var hold = new NpgsqlCommand("SELECT epoch FROM discovery.discovery_lease WHERE id = 1 FOR UPDATE", other);
            await hold.ExecuteScalarAsync(Cancel);

            Assert.Null(await host.TurnAsync());
        }

        // The last renewal may have waited for the lock until just now.
        CycleResult? after = null;
        await Poll.UntilAsync(async () => (after = await host.TurnAsync())?.Status == CycleStatus.Ran, () => string.Join('\n', host.Log.GetSnapshot()), seconds: 60);
        await AssertWholeAsync(harness, before, after!);
    }

    [Theory]
    [InlineData(Scores)]
    [InlineData("COMMIT")]
    public async Task A_server_that_crashes_within_a_commit_and_comes_back_has_the_cycle_once(string where)
    {
        var server = await PostgresServer.CreateAsync();
        await using var harness = await EngineHost.InstallAsync(new OwnServerHarness(server));
        var time = new EngineTime();
        await using var birdeye = EngineHost.Birdeye(time);
        await using var host = await EngineHost.StartAsync(harness, time, birdeye);
        var before = await host.RunAsync();
        time.Advance(EngineHost.Interval);
        var crashed = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        var isCycle = false;
        var signals = 0;
        host.Proxy.OnMessage = message =>
        {
            isCycle |= message.Type == 'P' && message.Sql!.StartsWith("INSERT INTO \"discovery\".discovery_snapshots", StringComparison.Ordinal);
            if (isCycle && message.Type is 'P' or 'Q' && message.Sql!.StartsWith(where, StringComparison.Ordinal)
                && Interlocked.Increment(ref signals) == 1)
            {
                // The test goes on once the server is gone, so that it does not signal beside this thread.
                server.Process.Signal("QUIT");
                if (SpinWait.SpinUntil(() => !server.Process.IsRunning, TimeSpan.FromSeconds(20)))
                {
                    crashed.SetResult();
                }
            }

            return null;
        };
        var running = host.TurnAsync();
        await crashed.Task.WaitAsync(TimeSpan.FromSeconds(30), Cancel);
        await server.StopAsync(immediate: true);
        await server.StartAsync();

        // The engine asks for about a minute whether the cycle is there.
        var result = await running;
        Assert.True(result?.Status == CycleStatus.Ran, string.Join('\n', host.Log.GetSnapshot()));
        time.Advance(EngineHost.Interval);
        await AssertWholeAsync(harness, before, result, await host.RunAsync());
    }

    /// <summary>Every cycle that the engine acknowledged is stored once and whole, and no other.</summary>
    private static async Task AssertWholeAsync(PostgresHarness harness, params CycleResult[] cycles)
    {
        var rows = await harness.QueryRowsAsync(
            """
            SELECT cycle_timestamp, (SELECT count(*) FROM token_scores s WHERE s.snapshot_id = d.id), (SELECT count(*) FROM candidate_rejections r WHERE r.snapshot_id = d.id),
                (SELECT count(*) FROM token_lifecycle_events e WHERE e.snapshot_id = d.id)
            FROM discovery_snapshots d ORDER BY id
            """,
            Cancel);
        Assert.Equal(
            cycles.Select(static cycle => (cycle.LastCycle!.Value.UtcDateTime, (long)cycle.Scores.Count, (long)cycle.Rejections.Count, (long)cycle.Events.Count)),
            rows.Select(static row => ((DateTime)row[0]!, (long)row[1]!, (long)row[2]!, (long)row[3]!)));
        Assert.All(cycles, static cycle => Assert.Equal(CycleOutcome.Complete, cycle.Snapshot!.Outcome));
    }
}
