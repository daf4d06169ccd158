using System.Diagnostics;
using BirdeyeDiscovery.Servers;

namespace BirdeyeDiscovery.Integration.Tests.Postgres;

/// <summary>A server or a network that stands still: a call ends in time, and what comes later harms nothing.</summary>
public sealed class CommitTimeoutTests
{
    // The command's time-out, the driver's wait for its cancellation, and a slow machine.
    private static readonly TimeSpan Most = TimeSpan.FromSeconds(15);

    [Fact]
    public async Task A_network_that_stands_still_ends_a_commit_by_the_command_timeout()
    {
        await using var store = await FaultyStore.StartAsync();
        store.Proxy.Pause();
        var began = Stopwatch.GetTimestamp();

        await store.FailAsync(FaultyStore.Plan(1));

        Assert.InRange(Stopwatch.GetElapsedTime(began), FaultyStore.CommandTimeout / 2, Most);
        store.Proxy.Resume();
        await store.AssertHealthyAsync(FaultyStore.Plan(1), FaultyStore.Plan(2));
    }

    [Fact]
    public async Task A_session_that_is_suspended_ends_a_commit_by_the_command_timeout()
    {
        await using var store = await FaultyStore.StartAsync();
        var database = await store.Harness.DatabaseAsync();
        var pid = (int)(await database.ExecuteAsync(
            $"SELECT pid FROM pg_stat_activity WHERE usename = '{PostgresRoles.Runtime}' AND datname = current_database() "
            + "AND query LIKE '%discovery_snapshots%' ORDER BY backend_start DESC LIMIT 1"))!;
        await SignalAsync("-STOP", pid);
        try
        {
            var began = Stopwatch.GetTimestamp();
            await store.FailAsync(FaultyStore.Plan(1));
            Assert.InRange(Stopwatch.GetElapsedTime(began), FaultyStore.CommandTimeout / 2, Most);
        }
        finally
        {
            await SignalAsync("-CONT", pid);
        }

        await store.AssertHealthyAsync(FaultyStore.Plan(1), FaultyStore.Plan(2));
    }

    [Fact]
    public async Task A_commit_whose_host_stands_still_within_it_gives_the_lease_free()
    {
        await using var store = await FaultyStore.StartAsync();

        // A host that has asked for the lease knows how long it may stand still.
        Assert.Null(await store.Host.Lease.AcquireOrRenewAsync(TimeSpan.FromSeconds(1), TestContext.Current.CancellationToken));
        store.Proxy.OnMessage = message =>
        {
            if (message.IsCommit)
            {
                store.Proxy.Pause();
            }

            return null;
        };
        var suspended = store.CommitAsync(FaultyStore.Plan(1));

        // Another session gets the lease's row although the transaction was never ended by its client.
        await store.Harness.ExecuteAsync("UPDATE discovery_lease SET epoch = epoch + 1 WHERE id = 1", TestContext.Current.CancellationToken);
        store.Proxy.OnMessage = null;
        store.Proxy.Resume();
        var error = await Assert.ThrowsAsync<DiscoveryStoreException>(() => suspended);

        Assert.True(error.IsTransient, error.ToString());
        Assert.False(await store.IsWholeAsync(FaultyStore.Plan(1)));
        Assert.Equal(CommitStatus.Fenced, (await store.CommitAsync(FaultyStore.Plan(1))).Status);
    }

    private static Task<string> SignalAsync(string signal, int pid) => Command.RunAsync("kill", [signal, pid.ToString(System.Globalization.CultureInfo.InvariantCulture)]);
}
