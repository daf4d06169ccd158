using BirdeyeDiscovery.Conformance;
using BirdeyeDiscovery.Servers;
using Microsoft.Extensions.DependencyInjection;

namespace BirdeyeDiscovery.Integration.Tests.Postgres;

/// <summary>Leadership runs out by the database's clock alone, and a leader that stands still cannot keep it.</summary>
public sealed class PostgresLeaseTimeTests
{
    private static readonly TimeSpan Long = TimeSpan.FromMinutes(10);

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_lease_that_ran_out_goes_to_the_next_host_under_a_higher_epoch_and_its_old_leader_writes_nothing_more()
    {
        await using var harness = await StartAsync();
        await using var other = await harness.OpenHostAsync(Cancel);
        Assert.Null(await other.Lease.AcquireOrRenewAsync(Long, Cancel));
        await RunOutAsync(harness);

        var epoch = await other.Lease.AcquireOrRenewAsync(Long, Cancel);

        Assert.Equal(harness.Epoch + 1, epoch);
        Assert.Null(await harness.Host.Lease.AcquireOrRenewAsync(Long, Cancel));
        Assert.Equal(CommitStatus.Fenced, (await harness.Store.CommitCycleAsync(harness.Epoch, Plans.Full(1), Cancel)).Status);
        Assert.Equal(CommitStatus.Committed, (await other.Store.CommitCycleAsync(epoch!.Value, Plans.Full(1), Cancel)).Status);
    }

    [Fact]
    public async Task A_lease_that_ran_out_and_that_nobody_took_goes_on_under_its_epoch()
    {
        await using var harness = await StartAsync();
        await RunOutAsync(harness);

        Assert.Equal(CommitStatus.Committed, (await harness.Store.CommitCycleAsync(harness.Epoch, Plans.Full(1), Cancel)).Status);
        Assert.Equal(harness.Epoch, await harness.Host.Lease.AcquireOrRenewAsync(Long, Cancel));
        await using var other = await harness.OpenHostAsync(Cancel);
        Assert.Null(await other.Lease.AcquireOrRenewAsync(Long, Cancel));
    }

    [Fact]
    public async Task The_clock_of_a_host_decides_nothing()
    {
        await using var harness = await StartAsync();
        await using var other = await harness.OpenHostAsync(Cancel);

        harness.Clock.Advance(TimeSpan.FromDays(400));

        Assert.Null(await other.Lease.AcquireOrRenewAsync(Long, Cancel));
        Assert.Equal(harness.Epoch, await harness.Host.Lease.AcquireOrRenewAsync(Long, Cancel));
    }

    [Fact]
    public async Task A_lease_lasts_as_long_as_it_was_asked_for()
    {
        await using var harness = await StartAsync();
        await using var other = await harness.OpenHostAsync(Cancel);
        Assert.Equal(harness.Epoch, await harness.Host.Lease.AcquireOrRenewAsync(TimeSpan.FromMilliseconds(300), Cancel));

        long? epoch = null;
        await Poll.UntilAsync(async () => (epoch = await other.Lease.AcquireOrRenewAsync(Long, Cancel)) is not null, () => "The lease does not run out.", seconds: 10);

        Assert.Equal(harness.Epoch + 1, epoch);
        var left = (TimeSpan)(await harness.QueryScalarAsync("SELECT expires_at - clock_timestamp() FROM discovery_lease", Cancel))!;
        Assert.InRange(left, Long - TimeSpan.FromMinutes(1), Long);
    }

    [Fact]
    public async Task A_leader_that_stands_still_in_a_commit_does_not_keep_others_from_taking_over()
    {
        await using var harness = await StartAsync();
        await using var services = await harness.OpenServicesAsync();
        await using var other = await harness.OpenHostAsync(Cancel);
        var database = services.GetRequiredKeyedService<PostgresDatabase>(string.Empty);
        await harness.Host.Lease.ReleaseAsync(Cancel);
        var stopped = await services.GetRequiredService<ILeaderLease>().AcquireOrRenewAsync(TimeSpan.FromSeconds(1), Cancel);
        var locked = new TaskCompletionSource();
        var taken = new TaskCompletionSource();

        // What a commit does first; then its process is suspended.
        var writing = database.WriteAsync(
            "stand still",
            async (transaction, cancelled) =>
            {
                await using var batch = database.Batch(transaction.Connection!, transaction, isFirst: true);
                batch.BatchCommands.Add(PostgresDatabase.Command(database.Sql<PostgresLeaseSql>().LockEpoch));
                await batch.ExecuteNonQueryAsync(cancelled);
                locked.SetResult();
                await taken.Task;
                await transaction.CommitAsync(cancelled);
                return 0;
            },
            Cancel).AsTask();
        await locked.Task;
        long? epoch = null;
        await Poll.UntilAsync(async () => (epoch = await other.Lease.AcquireOrRenewAsync(Long, Cancel)) is not null, () => "Nobody takes over.", seconds: 10);
        taken.SetResult();

        Assert.Equal(stopped + 1, epoch);
        Assert.True((await Assert.ThrowsAsync<DiscoveryStoreException>(() => writing)).IsTransient);
    }

    [Fact]
    public async Task A_leader_that_stands_still_while_it_copies_rows_does_not_keep_others_from_taking_over()
    {
        await using var harness = await StartAsync();
        await using var services = await harness.OpenServicesAsync();
        await using var other = await harness.OpenHostAsync(Cancel);
        await harness.Host.Lease.ReleaseAsync(Cancel);
        var stopped = await services.GetRequiredService<ILeaderLease>().AcquireOrRenewAsync(TimeSpan.FromSeconds(1), Cancel);
        var (locked, taken) = (new TaskCompletionSource(), new TaskCompletionSource());
        var writing = CopyAsync(services, locked, taken.Task);
        await locked.Task;

        long? epoch = null;
        await Poll.UntilAsync(async () => (epoch = await other.Lease.AcquireOrRenewAsync(Long, Cancel)) is not null, () => "Nobody takes over.", seconds: 10);
        taken.SetResult();

        Assert.Equal(stopped + 1, epoch);
        Assert.True((await Assert.ThrowsAsync<DiscoveryStoreException>(() => writing)).IsTransient);
        Assert.Equal(0, await harness.CountAsync("token_scores", Cancel));
    }

    [Fact]
    public async Task Who_takes_its_time_is_let_alone_while_the_lease_lasts()
    {
        await using var harness = await StartAsync();
        await using var services = await harness.OpenServicesAsync();
        await using var other = await harness.OpenHostAsync(Cancel);
        var (locked, taken) = (new TaskCompletionSource(), new TaskCompletionSource());
        var writing = CopyAsync(services, locked, taken.Task);
        await locked.Task;
        await Poll.UntilAsync(
            async () => await harness.QueryScalarAsync(
                "SELECT count(*) = 1 FROM pg_stat_activity WHERE datname = current_database() AND wait_event = 'ClientRead' "
                + "AND query LIKE 'COPY%' AND state_change < clock_timestamp() - interval '300 ms'",
                Cancel) is true,
            () => "Nobody copies.");

        // It answers at once, although the row is locked: a lease that lasts is not asked for.
        Assert.Null(await other.Lease.AcquireOrRenewAsync(Long, Cancel));
        taken.SetResult();

        await writing;
    }

    [Fact]
    public async Task A_missing_row_is_an_error_that_says_what_to_do_and_never_a_leader()
    {
        await using var harness = await StartAsync();
        await harness.ExecuteAsync("DELETE FROM discovery_lease", Cancel);

        var lease = await Assert.ThrowsAsync<DiscoveryStoreException>(async () => await harness.Host.Lease.AcquireOrRenewAsync(Long, Cancel));
        var commit = await Assert.ThrowsAsync<DiscoveryStoreException>(async () => await harness.Store.CommitCycleAsync(harness.Epoch, Plans.Full(1), Cancel));
        var seed = await Assert.ThrowsAsync<DiscoveryStoreException>(async () => await harness.Store.SeedAsync(harness.Epoch, [Tokens.New("a", "A", 1)], Cancel));

        Assert.All([lease, commit, seed], error => Assert.Contains("discovery_lease", error.Message, StringComparison.Ordinal));
        Assert.Equal(0, await harness.CountAsync("discovery_snapshots", Cancel));
    }

    [Fact]
    public async Task A_host_that_ends_while_the_network_stands_still_ends_soon()
    {
        await using var harness = await StartAsync();
        await harness.Host.Lease.ReleaseAsync(Cancel);
        await using var proxy = new PostgresProxy((await harness.DatabaseAsync()).Server.Port);
        await using var cut = await harness.OpenAsync(PostgresRoles.Runtime, proxy.Port);
        Assert.NotNull(await cut.Lease.AcquireOrRenewAsync(Long, Cancel));

        proxy.Pause();
        var ending = cut.Lease.DisposeAsync().AsTask();

        await ending.WaitAsync(TimeSpan.FromSeconds(20), Cancel);
        proxy.CutAll();
        proxy.Resume();
    }

    // What a big commit does, up to the rows; then its process is suspended.
    private static Task<int> CopyAsync(IServiceProvider services, TaskCompletionSource locked, Task taken)
    {
        var database = services.GetRequiredKeyedService<PostgresDatabase>(string.Empty);
        return database.WriteAsync(
            "stand still",
            async (transaction, cancelled) =>
            {
                await using var batch = database.Batch(transaction.Connection!, transaction, isFirst: true);
                batch.BatchCommands.Add(PostgresDatabase.Command(database.Sql<PostgresLeaseSql>().LockEpoch));
                await batch.ExecuteNonQueryAsync(cancelled);
                await using (var rows = await transaction.Connection!.BeginBinaryImportAsync("COPY discovery.token_scores (token_address) FROM STDIN BINARY", cancelled))
                {
                    locked.SetResult();
                    await taken;
                    await rows.CompleteAsync(cancelled);
                }

                await transaction.CommitAsync(cancelled);
                return 0;
            },
            Cancel).AsTask();
    }

    private static Task RunOutAsync(PostgresHarness harness) =>
        harness.ExecuteAsync("UPDATE discovery_lease SET expires_at = clock_timestamp() - interval '1 millisecond'", Cancel).AsTask();

    private static async Task<PostgresHarness> StartAsync()
    {
        var harness = new PostgresHarness();
        await harness.StartAsync(Cancel);
        return harness;
    }
}
