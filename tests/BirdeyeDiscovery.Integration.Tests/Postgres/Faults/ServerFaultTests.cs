using System.Globalization;
using BirdeyeDiscovery.Servers;

namespace BirdeyeDiscovery.Integration.Tests.Postgres;

/// <summary>A server that ends and comes back: what was acknowledged is there, and the store goes on by itself.</summary>
public sealed class ServerFaultTests
{
    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task A_server_that_is_stopped_and_started_again_has_all_that_it_acknowledged(bool immediate)
    {
        var server = await PostgresServer.CreateAsync();
        await using var store = await FaultyStore.StartAsync(new OwnServerHarness(server));
        await store.CommitAsync(FaultyStore.Plan(1));

        await server.StopAsync(immediate);
        await store.FailAsync(FaultyStore.Plan(2));
        var renewal = await Assert.ThrowsAsync<DiscoveryStoreException>(async () => await store.Host.Lease.AcquireOrRenewAsync(TimeSpan.FromSeconds(30), Cancel));
        Assert.True(renewal.IsTransient);
        await server.StartAsync();

        Assert.True(await store.IsWholeAsync(FaultyStore.Plan(1)));
        await store.AssertHealthyAsync(FaultyStore.Plan(2), FaultyStore.Plan(3));
    }

    [Fact]
    public async Task A_server_that_crashes_before_a_commit_ends_has_nothing_of_it()
    {
        var server = await PostgresServer.CreateAsync();
        await using var store = await FaultyStore.StartAsync(new OwnServerHarness(server));
        await store.CommitAsync(FaultyStore.Plan(1));
        var crashed = 0;
        store.Proxy.OnMessage = message =>
        {
            if (message.IsCommit && Interlocked.Exchange(ref crashed, 1) == 0)
            {
                server.Process.Signal("QUIT");
                Assert.True(SpinWait.SpinUntil(() => !server.Process.IsRunning, TimeSpan.FromSeconds(20)));
            }

            return null;
        };

        await store.FailAsync(FaultyStore.Plan(2));

        Assert.Equal(1, crashed);
        await server.StopAsync(immediate: true);
        await server.StartAsync();
        Assert.True(await store.IsWholeAsync(FaultyStore.Plan(1)));
        Assert.False(await store.IsWholeAsync(FaultyStore.Plan(2)));
        await store.AssertHealthyAsync(FaultyStore.Plan(2), FaultyStore.Plan(3));
    }

    [Fact]
    public async Task A_session_that_is_killed_takes_the_server_through_a_recovery_and_nothing_with_it()
    {
        var server = await PostgresServer.CreateAsync();
        await using var store = await FaultyStore.StartAsync(new OwnServerHarness(server));
        await store.CommitAsync(FaultyStore.Plan(1));
        var pid = (int)(await server.ExecuteAsync($"SELECT pid FROM pg_stat_activity WHERE usename = '{PostgresRoles.Runtime}' LIMIT 1"))!;
        await Command.RunAsync("kill", ["-KILL", pid.ToString(CultureInfo.InvariantCulture)]);

        // Until the server has noticed, other sessions go on; from then on none of before is left, and as long as it recovers it refuses, which passes.
        await Poll.UntilAsync(
            () => server.Process.ReadLog().Contains("all server processes terminated; reinitializing", StringComparison.Ordinal), () => server.Process.ReadLog());
        CommitResult? result = null;
        await Poll.UntilAsync(
            async () =>
            {
                try
                {
                    result = await store.CommitAsync(FaultyStore.Plan(2));
                    return true;
                }
                catch (DiscoveryStoreException error) when (error.IsTransient)
                {
                    return false;
                }
            },
            () => server.Process.ReadLog());

        Assert.Equal(CommitStatus.Committed, result!.Status);
        Assert.True(await store.IsWholeAsync(FaultyStore.Plan(1)));
        Assert.Contains("terminated by signal 9", server.Process.ReadLog(), StringComparison.Ordinal);
        await store.AssertHealthyAsync(FaultyStore.Plan(2), FaultyStore.Plan(3));
    }
}
