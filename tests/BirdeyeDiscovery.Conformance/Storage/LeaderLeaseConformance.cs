using Xunit;

namespace BirdeyeDiscovery.Conformance;

/// <summary>Leadership: one at a time, each with a higher epoch than the one before.</summary>
public abstract class LeaderLeaseConformance : StoreConformance
{
    [Fact]
    public async Task The_holder_keeps_its_epoch_when_it_renews()
    {
        await using var harness = await StartAsync();

        Assert.True(harness.Epoch >= 1);
        Assert.Equal(harness.Epoch, await AcquireAsync(harness.Host));
        Assert.Equal(harness.Epoch, await AcquireAsync(harness.Host));
    }

    [Fact]
    public async Task The_hosts_of_a_store_read_one_name_that_no_other_store_has()
    {
        await using var harness = await StartAsync();
        await using var other = await harness.OpenHostAsync(Cancel);
        await using var another = await StartAsync();
        var name = await harness.Host.Lease.GetStoreIdAsync(Cancel);
        if (name is null)
        {
            // A store need not have a name.
            return;
        }

        Assert.Equal(name, await other.Lease.GetStoreIdAsync(Cancel));
        Assert.NotEqual(name, await another.Host.Lease.GetStoreIdAsync(Cancel));
    }

    [Fact]
    public async Task Another_host_gets_nothing_while_one_leads()
    {
        await using var harness = await StartAsync();
        await using var other = await harness.OpenHostAsync(Cancel);

        Assert.Null(await AcquireAsync(other));
        Assert.Equal(harness.Epoch, await AcquireAsync(harness.Host));
        await harness.CommitAsync(Plans.Full(1), Cancel);
    }

    [Fact]
    public async Task A_host_that_follows_can_tell_who_leads_and_since_when()
    {
        await using var harness = await StartAsync();
        await using var other = await harness.OpenHostAsync(Cancel);
        if (await other.Lease.GetHolderAsync(Cancel) is not { } leader)
        {
            // A store need not record the holder of the lease.
            return;
        }

        Assert.NotEqual("", leader.Holder);
        Assert.Equal(leader, await harness.Host.Lease.GetHolderAsync(Cancel));
        Assert.Equal(harness.Epoch, await AcquireAsync(harness.Host));
        Assert.Equal(leader, await other.Lease.GetHolderAsync(Cancel));

        // A host that has released the lease must not name itself as the leader.
        await harness.Host.Lease.ReleaseAsync(Cancel);
        Assert.Null(await harness.Host.Lease.GetHolderAsync(Cancel));
    }

    [Fact]
    public async Task After_a_release_another_host_leads_at_once_with_a_higher_epoch()
    {
        await using var harness = await StartAsync();
        await using var other = await harness.OpenHostAsync(Cancel);

        await harness.Host.Lease.ReleaseAsync(Cancel);
        var second = await AcquireAsync(other);

        Assert.True(second > harness.Epoch);
        Assert.Null(await AcquireAsync(harness.Host));
        await other.Lease.ReleaseAsync(Cancel);
        Assert.True(await AcquireAsync(harness.Host) > second);
    }

    [Fact]
    public async Task What_the_old_leader_commits_after_a_take_over_is_fenced()
    {
        await using var harness = await StartAsync();
        await using var other = await harness.OpenHostAsync(Cancel);
        await harness.Host.Lease.ReleaseAsync(Cancel);
        var epoch = await other.LeadAsync(Cancel);

        var late = await harness.Store.CommitCycleAsync(harness.Epoch, Plans.Full(1), Cancel);
        var current = await other.Store.CommitCycleAsync(epoch, Plans.Full(1), Cancel);

        Assert.Equal((CommitStatus.Fenced, CommitStatus.Committed), (late.Status, current.Status));
        Assert.Equal(epoch, Assert.Single(await harness.History.GetSnapshotsAsync(10, Cancel)).Epoch);
    }

    [Fact]
    public async Task A_replay_of_a_stored_cycle_under_an_old_epoch_is_fenced_too()
    {
        await using var harness = await StartAsync();
        await harness.CommitAsync(Plans.Full(1), Cancel);
        await using var other = await harness.OpenHostAsync(Cancel);
        await harness.Host.Lease.ReleaseAsync(Cancel);
        await other.LeadAsync(Cancel);

        Assert.Equal(CommitStatus.Fenced, (await harness.Store.CommitCycleAsync(harness.Epoch, Plans.Full(1), Cancel)).Status);
    }

    [Fact]
    public async Task A_host_that_ends_frees_leadership_and_a_restart_raises_the_epoch()
    {
        await using var harness = await StartAsync();
        var before = harness.Epoch;

        await harness.RestartAsync(Cancel);

        Assert.True(harness.Epoch > before);
    }

    [Fact]
    public async Task Releasing_without_leadership_and_twice_does_nothing()
    {
        await using var harness = await StartAsync();
        await using var other = await harness.OpenHostAsync(Cancel);

        await other.Lease.ReleaseAsync(Cancel);
        Assert.Null(await AcquireAsync(other));
        await harness.Host.Lease.ReleaseAsync(Cancel);
        await harness.Host.Lease.ReleaseAsync(Cancel);

        Assert.NotNull(await AcquireAsync(other));
    }

    [Fact]
    public async Task Of_many_hosts_that_try_at_once_one_leads()
    {
        await using var harness = await StartAsync();
        await harness.Host.Lease.ReleaseAsync(Cancel);
        var hosts = new List<StoreHost>();
        for (var index = 0; index < 6; index++)
        {
            hosts.Add(await harness.OpenHostAsync(Cancel));
        }

        var epochs = await Task.WhenAll(hosts.Select(host => Task.Run(async () => await AcquireAsync(host), Cancel)));

        Assert.Single(epochs, epoch => epoch is not null);
        foreach (var host in hosts)
        {
            await host.DisposeAsync();
        }
    }

    private static ValueTask<long?> AcquireAsync(StoreHost host) => host.Lease.AcquireOrRenewAsync(StoreHost.LeaseDuration, Cancel);
}
