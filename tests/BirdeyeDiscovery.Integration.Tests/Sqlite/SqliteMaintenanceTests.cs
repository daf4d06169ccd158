using BirdeyeDiscovery.Conformance;

namespace BirdeyeDiscovery.Integration.Tests.Sqlite;

public sealed class SqliteMaintenanceTests : MaintenanceConformance
{
    [Fact]
    public async Task An_input_that_those_of_the_next_hour_build_on_goes_when_they_may()
    {
        await using var harness = await StartAsync();
        byte[] whole = [.. "BDIK"u8, 1, 2, 3];
        await harness.CommitAsync(Plans.Cycle(1, input: whole), Cancel);
        await harness.CommitAsync(Plans.Cycle(2, input: new byte[] { 4 }), Cancel);
        await harness.CommitAsync(Plans.Cycle(3), Cancel);

        await harness.Host.Maintenance.DropHistoryAsync(Plans.TimeOf(3), Cancel);
        Assert.Equal(1, await harness.CountAsync("cycle_inputs", Cancel));

        await harness.CommitAsync(Plans.Cycle(1000), Cancel);
        await harness.Host.Maintenance.DropHistoryAsync(Plans.TimeOf(1).AddHours(1).AddMilliseconds(1), Cancel);
        Assert.Equal(0, await harness.CountAsync("cycle_inputs", Cancel));
    }

    [Fact]
    public async Task History_goes_in_batches_between_which_a_cycle_commits_and_a_cancelled_drop_goes_on_later()
    {
        await using var harness = await StartAsync();
        await harness.CommitAsync(Plans.Cycle(1, rejections: [.. Enumerable.Range(0, 20_001).Select(static number => Plans.Rejection($"r{number}"))]), Cancel);
        using var stop = CancellationTokenSource.CreateLinkedTokenSource(Cancel);
        await using var other = await harness.OpenHostAsync(Cancel);

        // The first batch is deleted on this thread; what follows waits.
        var dropping = other.Maintenance.DropHistoryAsync(Plans.TimeOf(2), stop.Token);
        Assert.False(dropping.IsCompleted);
        Assert.Equal(10_001, await harness.CountAsync("candidate_rejections", Cancel));
        await harness.CommitAsync(Plans.Full(2), Cancel);
        await stop.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(async () => await dropping);

        var rest = await other.Maintenance.DropHistoryAsync(Plans.TimeOf(2), Cancel);

        Assert.StartsWith("candidate_rejections: ", Assert.Single(rest.Dropped), StringComparison.Ordinal);
        Assert.Equal(1, await harness.CountAsync("candidate_rejections", Cancel));
        Assert.Equal(1, await harness.CountAsync("token_scores", Cancel));
    }

    [Fact]
    public async Task Cycles_written_out_of_order_are_told_by_their_time_and_not_by_their_number()
    {
        await using var harness = await StartAsync();
        await harness.CommitAsync(Plans.Cycle(9, [Plans.Score("young")]), Cancel);
        await harness.CommitAsync(Plans.Cycle(1, [Plans.Score("old")]), Cancel);

        await harness.Host.Maintenance.DropHistoryAsync(Plans.TimeOf(5), Cancel);

        Assert.Equal("young", (await harness.QueryRowsAsync("SELECT token_address FROM token_scores", Cancel)).Single()[0]);
    }

    protected override StoreHarness Create() => new SqliteHarness();
}
