using System.Globalization;
using BirdeyeDiscovery.Servers;
using BirdeyeDiscovery.Testing;
using Npgsql;

namespace BirdeyeDiscovery.Integration.Tests.Postgres;

/// <summary>A real standby that is promoted in the middle.</summary>
public sealed class FailoverTests
{
    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task With_a_synchronous_standby_a_failover_loses_nothing_acknowledged_and_the_store_goes_on()
    {
        var harness = new OwnServerHarness(await PostgresServer.CreateAsync());
        await using var starting = harness;
        await harness.StartAsync(Cancel);
        await using var pair = await PostgresPair.CreateAsync(harness.Server);
        await pair.SynchronizeAsync();
        await using var host = await harness.OpenAsync(PostgresRoles.Runtime, configure: Both(pair), build: ShortTimeout);
        var acknowledged = new List<CyclePlan>();
        var failures = 0;
        var failover = Task.CompletedTask;

        // The primary crashes while the fifth commit and those after it are under way.
        for (var cycle = 1; acknowledged.Count < 10; cycle++)
        {
            if (acknowledged.Count == 4)
            {
                failover = FailOverAsync(pair);
            }

            var plan = FaultyStore.Plan(cycle);
            await Poll.UntilAsync(
                async () =>
                {
                    try
                    {
                        // Which of the two the answer is only says whether an earlier try of the same plan had come through.
                        var result = await host.Store.CommitCycleAsync(harness.Epoch, plan, Cancel);
                        return result.Status is CommitStatus.Committed or CommitStatus.AlreadyCommitted;
                    }
                    catch (DiscoveryStoreException error) when (error.IsTransient)
                    {
                        failures++;
                        return false;
                    }
                },
                () => "The store did not come back.",
                seconds: 60);
            acknowledged.Add(plan);
        }

        await failover;
        Assert.True(failures > 0);
        var stored = await pair.Standby.ExecuteAsync("SELECT count(*) FROM discovery.discovery_snapshots", (await harness.DatabaseAsync()).Name);
        Assert.Equal((long)acknowledged.Count, stored);
        foreach (var plan in acknowledged)
        {
            var snapshot = await host.History.FindSnapshotAsync(plan.Snapshot.CycleTimestamp, Cancel);
            Assert.NotNull(snapshot);
            Assert.Single(await host.History.GetScoresAsync(snapshot.Id, Cancel));
            Assert.Single(await host.History.GetRejectionsAsync(snapshot.Id, Cancel));
            Assert.Single(await host.History.GetEventsOfCycleAsync(snapshot.Id, Cancel));
        }
    }

    [Fact]
    public async Task What_no_synchronous_standby_has_confirmed_is_not_acknowledged()
    {
        var harness = new OwnServerHarness(await PostgresServer.CreateAsync());
        await using var starting = harness;
        await harness.StartAsync(Cancel);
        await using var host = await harness.OpenAsync(PostgresRoles.Runtime, build: ShortTimeout);
        await host.Store.CommitCycleAsync(harness.Epoch, FaultyStore.Plan(1), Cancel);
        await PostgresPair.ConfigureAsync(harness.Server, "synchronous_standby_names = 'gone'");
        await Poll.UntilAsync(async () => await harness.Server.ExecuteAsync("SHOW synchronous_standby_names") is "gone", () => "The setting did not come.");

        // The driver cancels what takes too long, and the server then commits without the standby and says so in a notice only.
        var error = await Assert.ThrowsAsync<DiscoveryStoreException>(async () => await host.Store.CommitCycleAsync(harness.Epoch, FaultyStore.Plan(2), Cancel));

        Assert.False(error.IsTransient, error.ToString());
        Assert.Contains("standby", error.Message, StringComparison.Ordinal);
        await PostgresPair.ConfigureAsync(harness.Server, "synchronous_standby_names = ''");
        await Poll.UntilAsync(async () => await harness.Server.ExecuteAsync("SHOW synchronous_standby_names") is "", () => "The setting did not go.");
        Assert.Equal(CommitStatus.Committed, (await host.Store.CommitCycleAsync(harness.Epoch, FaultyStore.Plan(3), Cancel)).Status);
    }

    [Fact]
    public async Task A_former_primary_that_takes_no_writes_is_left_for_the_new_one()
    {
        var harness = new OwnServerHarness(await PostgresServer.CreateAsync());
        await using var starting = harness;
        await harness.StartAsync(Cancel);
        await using var pair = await PostgresPair.CreateAsync(harness.Server);

        // The driver asks the standby first, and then believes for an hour that it is one: the store has to make it look again.
        await using var host = await harness.OpenAsync(PostgresRoles.Runtime, configure: StandbyFirst(pair), build: ShortTimeout);
        await host.Store.CommitCycleAsync(harness.Epoch, FaultyStore.Plan(1), Cancel);
        await pair.CutOffAsync();
        await pair.PromoteAsync();
        await PostgresPair.ConfigureAsync(pair.Primary, "default_transaction_read_only = on");
        await Poll.UntilAsync(async () => await pair.Primary.ExecuteAsync("SHOW default_transaction_read_only") is "on", () => "The setting did not come.");

        // The kept connection leads to the old one; only the server knows that it is old.
        var error = await Assert.ThrowsAsync<DiscoveryStoreException>(async () => await host.Store.CommitCycleAsync(harness.Epoch, FaultyStore.Plan(2), Cancel));
        Assert.True(error.IsTransient, error.ToString());
        Assert.Contains(PostgresErrorCodes.ReadOnlySqlTransaction, error.Message, StringComparison.Ordinal);

        Assert.Equal(CommitStatus.Committed, (await host.Store.CommitCycleAsync(harness.Epoch, FaultyStore.Plan(2), Cancel)).Status);
        Assert.Equal(2L, await pair.Standby.ExecuteAsync("SELECT count(*) FROM discovery.discovery_snapshots", (await harness.DatabaseAsync()).Name));
    }

    [Fact]
    public async Task Without_a_synchronous_standby_a_cycle_that_a_failover_lost_is_noticed_and_reported()
    {
        var harness = new OwnServerHarness(await PostgresServer.CreateAsync());
        await using var installed = await EngineHost.InstallAsync(harness);
        var time = new EngineTime();
        await using var birdeye = EngineHost.Birdeye(time);
        await using var pair = await PostgresPair.CreateAsync(harness.Server);
        await using var host = await EngineHost.StartAsync(harness, time, birdeye, Both(pair));
        var kept = await host.RunAsync();
        await pair.CutOffAsync();
        time.Advance(EngineHost.Interval);
        var lost = await host.RunAsync();
        Assert.Empty(lost.Warnings);

        await FailOverAsync(pair);
        time.Advance(EngineHost.Interval);
        CycleResult? next = null;
        await Poll.UntilAsync(async () => (next = await host.TurnAsync())?.Status == CycleStatus.Ran, () => string.Join('\n', host.Log.GetSnapshot()), seconds: 60);

        var warning = Assert.Single(next!.Warnings, static text => text.Contains("lost", StringComparison.Ordinal));
        Assert.Contains(lost.LastCycle!.Value.ToString("O", CultureInfo.InvariantCulture), warning, StringComparison.Ordinal);
        Assert.Contains(kept.LastCycle!.Value.ToString("O", CultureInfo.InvariantCulture), warning, StringComparison.Ordinal);
        Assert.Single(host.Log.GetSnapshot(), static line => line.Id.Id == 1016);
        Assert.Equal([next.LastCycle, kept.LastCycle], (await host.History.GetSnapshotsAsync(10, Cancel)).Select(static snapshot => (DateTimeOffset?)snapshot.CycleTimestamp));

        // Once: the cycles after it are as healthy as ever.
        time.Advance(EngineHost.Interval);
        Assert.DoesNotContain((await host.RunAsync()).Warnings, static text => text.Contains("lost", StringComparison.Ordinal));
    }

    private static Action<NpgsqlConnectionStringBuilder> Both(PostgresPair pair) => connection =>
    {
        connection.Host = pair.Hosts;
        connection.TargetSessionAttributes = "primary";
        connection.HostRecheckSeconds = 1;
    };

    private static Action<NpgsqlConnectionStringBuilder> StandbyFirst(PostgresPair pair) => connection =>
    {
        connection.Host = string.Join(',', pair.Hosts.Split(',').Reverse());
        connection.TargetSessionAttributes = "primary";
        connection.HostRecheckSeconds = 3600;
    };

    private static void ShortTimeout(IBirdeyeDiscoveryBuilder builder) => builder.UsePostgres(static options => options.CommandTimeout = TimeSpan.FromSeconds(2));

    private static async Task FailOverAsync(PostgresPair pair)
    {
        await pair.Primary.StopAsync(immediate: true);
        await pair.PromoteAsync();
    }
}
